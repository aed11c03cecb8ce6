"""First names and surnames of modern Britain, from which electors are invented."""

from dataclasses import dataclass
from random import Random
from unicodedata import normalize


@dataclass(frozen=True)
class NameList:
    """Names that go together: women's and men's first names, and surnames."""

    women: tuple[str, ...]
    men: tuple[str, ...]
    surnames: tuple[str, ...]


def _listed(women: str, men: str, surnames: str) -> NameList:
    """Names are parted by spaces; an underscore stands for a space inside a name."""
    parts = ([n.replace("_", " ") for n in text.split()] for text in (women, men, surnames))
    first, second, third = (tuple(p) for p in parts)
    return NameList(first, second, third)


LISTS = {
    "english": _listed(
        """Abigail Alison Amanda Amy Anita Barbara Beth Beverley Bridget Carol Charlotte Chloë
        Claire Daisy Dawn Deborah Diane Dorothy Eleanor Eliza Ellen Emily Esther Faye Frances
        Gemma Georgia Gillian Hannah Hazel Heather Hilary Holly Imogen Irene Jacqueline Jasmine
        Jean Jenny Joan Joanne Josephine Joyce Judith Karen Kate Katie Kirsty Laura Leanne Linda
        Lois Lorraine Lucy Lynne Maggie Mandy Marian Marjorie Maureen Maxine Megan Molly Nicola
        Olivia Pamela Pauline Phoebe Poppy Rachel Rebecca Rosemary Ruby Sally Sandra Shirley
        Sophie Stella Susan Sylvia Tracey Valerie Wendy Yvonne Zoë""",
        """Adam Adrian Alan Alex Andrew Anthony Arthur Barry Ben Brian Charlie Christopher Clive
        Colin Daniel Darren Dean Dennis Derek Dominic Duncan Edward Eric Francis Gareth Gary
        Geoffrey George Gordon Harry Henry Howard Jack James Jason Jeff Jim Joe Joel Josh Keith
        Ken Kevin Lawrence Lee Leo Lewis Luke Malcolm Martin Matthew Max Maurice Michael Mick
        Nathan Neil Nicholas Nigel Norman Oliver Patrick Paul Peter Phil Ray Richard Robert Robin
        Roger Ron Roy Russell Ryan Sam Scott Simon Stan Stephen Steve Stuart Terry Thomas Tim
        Toby Trevor Victor Warren Wayne William""",
        """Allsop Appleton Ashworth Bagshaw Barlow Beckwith Birtwistle Blakemore Booth Bramley
        Brindle Brocklehurst Burgess Butterworth Capstick Catterall Chadwick Clamp Clegg-Hall
        Cockcroft Coombes Cropper Crowther Dawes Dewhurst Draycott Drinkwater Eastwood Entwistle
        Fairhurst Farrington Fawcett Fenwick Foulds Fryer Garside Gledhill Goodchild Greenhalgh
        Gregson Grimshaw Hargreaves Hartley Hepworth Heywood Hibbert Hirst Holroyd Hopwood
        Horsfall Huxtable Iddon Inskip Jessop Kellett Kendrick Kershaw Lacey Leadbitter Lockwood
        Lomax Lumb Makepeace Mallinson Maskell-Roe Mellor Midgley Moxon Nuttall Oldroyd Ormerod
        Openshaw Paxton Peckover Pemberton Pickles Pilling Postlethwaite Priestley Proctor
        Quick Rawcliffe Redfern Rigby Rushworth Sagar Scholes Shackleton Sidebottom Snape
        Spedding Stansfield Sugden Sutcliffe Swales Tattersall Thackeray Threlfall Tidswell
        Tordoff Trelawney Tregenza Penrose Uttley Varley Verity Wadsworth Walmsley Waterhouse
        Wetherill Whitlock Whittaker Wigglesworth Winstanley Womersley Wraith Yarwood Yeadon
        Taylor Brown Walker Cooke Parker Carter Webb""",
    ),
    "welsh": _listed(
        """Angharad Bethan Bronwen Carys Catrin Ceri Delyth Eirlys Eleri Elin Ffion Gaynor Glenys
        Gwen Gwyneth Heledd Lowri Mair Mari Meinir Menna Myfanwy Nerys Nia Non Olwen Rhian
        Rhiannon Siân Siwan Tegwen Ann Christine Janet Kelly Lisa Margaret Michelle Natalie Sara
        Sharon Tina""",
        """Alun Aled Bryn Ceri Dafydd Dai Dilwyn Elwyn Emrys Emyr Gareth Geraint Gerwyn Gethin
        Glyn Gwilym Haydn Hefin Hywel Idris Ieuan Iestyn Iwan Llew Meirion Meurig Osian Rhodri
        Rhydian Rhys Siôn Tomos Wyn Anthony Craig Jonathan Kevin Lee Mark Nigel Robert Shaun""",
        """ap_Gruffydd Beynon Bowen Cadwaladr Daniel Davies Eynon Ellis-Pugh Gethin Gittins
        Griffiths Gronow Gwilym Haines Havard Howells Hopkins Humphreys Jenkins Jones Kinsey
        Lewis Llewellyn Lloyd Maddocks Mainwaring Meredith Morgan Morris Parry Penry Phillips
        Powell Preece Price Probert Prosser Pritchard Pryce Rees Richards Roberts Rowlands
        Teague Thomas Tudor Vaughan Watkins Williams Wynne""",
    ),
    "scottish": _listed(
        """Aileen Ailsa Catriona Eilidh Elspeth Fiona Flora Heather Iona Isla Isobel Jean Kirsteen
        Kirsty Lesley Lorna Mairi Marsaili Mhairi Moira Morag Morven Rhona Senga Sheena Shona
        Sine Una""",
        """Alasdair Alistair Angus Archie Blair Callum Cameron Craig Donald Dougal Douglas Ewan
        Fergus Finlay Fraser Gavin Graeme Gregor Hamish Hector Iain Innes Kenneth Lachlan Magnus
        Murdo Niall Ranald Rory Ruaridh Stewart""",
        """Abercrombie Auchterlonie Baird Ballantyne Buchan Cairncross Calder Carmichael-Low
        Cruickshank Dalziel Dinwoodie Drummond Farquharson Galbraith Geddes Gilchrist Gillespie
        Guthrie Haldane Imrie Inglis Kinnear Laidlaw Lockhart MacAskill MacAulay MacCallum
        MacInnes MacIver MacKinnon MacLeod MacPhail MacRae McAllister McCrindle McGillivray
        McLaren McQueen Menzies Moffat Nairn Ogilvie Pringle Rankin Ritchie Sinclair Tulloch
        Urquhart Wedderburn Wishart""",
    ),
    "irish": _listed(
        """Aisling Aoife Bernadette Bríd Caitlín Ciara Deirdre Eileen Fionnuala Geraldine Gráinne
        Kathleen Mairéad Maeve Marie Niamh Nóra Nuala Orla Róisín Sinéad Siobhán Teresa Úna""",
        """Aidan Brendan Ciarán Colm Conor Cormac Declan Dermot Donal Eamon Eoin Fergal Fintan
        Gerard Kieran Liam Micheál Oisín Padraig Ronan Seán Shane Tadhg""",
        """Brannigan Breen Byrne Callaghan-Roe Costello Cullinane D'Arcy Devlin Doherty Dolan
        Donnelly Dunphy Fallon Farrelly Feeney Flanagan Gallagher Garvey Geoghegan Hanrahan
        Heffernan Kilbride Lafferty Lenihan Mac_an_Ghaill McAleer McCafferty McGinley McGuigan
        McNamee Mulcahy Mulligan Nolan O'Boyle O'Callaghan O'Dowd O'Driscoll O'Flaherty O'Hanlon
        O'Leary O'Neill O'Sullivan Quigley Rafferty Scanlon Sweeney Tierney""",
    ),
    "pakistani": _listed(
        """Aaliyah Aisha Amina Anjum Ayesha Bushra Farah Farzana Fatima Hina Khadija Nabila Nasreen
        Parveen Rabia Razia Rukhsana Sadia Samina Sana Shabana Shazia Tahira Tasnim Yasmin
        Zainab""",
        """Abdul Adil Ahsan Akram Arif Asif Bilal Faisal Farooq Hamza Haroon Hasan Imran Iqbal
        Jamal Kamran Khalid Mohammed Nadeem Naveed Omar Rizwan Sajjad Shahid Sohail Tariq Usman
        Waqas Yusuf""",
        """Afzal Ahmad Akhtar Alam Anwar Aslam Awan Bashir Chaudhry Haque Khaliq Malik Miah Mirza
        Qureshi Rafiq Rahman Rashid Saleem Shaikh Siddiqui Ullah Yaqub Zaman""",
    ),
    "indian": _listed(
        """Amrit Anjali Balvinder Deepa Gurpreet Harjit Jaspreet Jyoti Kavita Kiran Kulwinder
        Lakshmi Manjit Meena Meera Neelam Nisha Pooja Priya Radhika Rupinder Shanthi Simran
        Sunita Sushila Uma""",
        """Ajay Amar Amit Anand Arjun Ashok Baldev Dev Dilip Gurdeep Harpreet Jagdish Karan Mahesh
        Manoj Mohan Mukesh Nikhil Parminder Prakash Rajesh Rakesh Ravi Sanjay Satnam Suresh Vijay
        Vikram""",
        """Bains Banerjee Bhatt Bhogal Chatterjee Desai D'Souza Dhaliwal Dhillon Fernando Ghosh Gill
        Gunawardena Gupta Iyer Jayawardene Joshi Kapoor Krishnan Kumar Lakhani Malhotra Mehta
        Mistry Mukherjee Nair Nathan Pandya Parmar Patel Perera Rao Reddy Sandhu Sethi Sharma
        Sidhu Sivakumar Solanki Srinivasan Thakkar Verma""",
    ),
    "african": _listed(
        """Abena Adaeze Adwoa Amara Ama Ayo Blessing Bukola Chiamaka Chidinma Comfort Ebele Efua
        Esi Fatou Folake Funmi Gifty Grace Hawa Ifeoma Kemi Makeda Mariama Mercy Monique Ngozi
        Nkechi Nomsa Patience Precious Ruth Shanice Tendai Titilayo Tolu Wanjiku Yemi Zainabu""",
        """Abdi Ade Akin Amadou Babatunde Chidi Chukwuma Delroy Desmond Ebenezer Emeka Emmanuel
        Errol Femi Fitzroy Gbenga Ibrahim Ikenna Jermaine Kofi Kojo Kwabena Kwame Lamin Leroy
        Marlon Musa Nana Obinna Oluwaseun Segun Solomon Tafari Tendayi Tunde Winston Yaw
        Yohannes""",
        """Abebe Aboagye Acheampong Achebe Adebayo Adeyemi Adjei Afolabi Agyeman Akinola Alleyne
        Amoah Ansah Appiah Asante Babangida Balogun Bangura Barrow Boateng-Hill Braithwaite
        Chanda Chikwanha Conteh Danso Diallo Douglas-Pryce Egwu Eze Fofana Gordon-Bell Igwe
        Jallow Kamara Kebede Kiplagat Mensah Moyo Mutasa Ncube Ndlovu Nwosu Obi Ofori Ogunleye
        Okafor Okonkwo Olatunji Opoku Oyelaran Owusu Sesay Tesfaye Wanjala Yeboah""",
    ),
    "polish": _listed(
        """Agnieszka Aleksandra Anna Barbara Beata Danuta Dorota Elżbieta Ewa Grażyna Halina Irena
        Iwona Joanna Jolanta Justyna Katarzyna Krystyna Magdalena Małgorzata Monika Renata
        Wanda Zofia""",
        """Adam Andrzej Bogdan Czesław Dariusz Grzegorz Jacek Jan Jerzy Kazimierz Krzysztof Łukasz
        Maciej Marek Mateusz Mirosław Paweł Piotr Przemysław Ryszard Sławomir Stanisław Tomasz
        Wojciech Zbigniew""",
        """Adamczyk Bąk Borkowicz Czarnota Dąbek Gołąb Grabiec Jabłoń Jankowiak Kaczor Kędziora
        Kozioł Krawiec Kubiak Kurek Lisowicz Łuczak Majchrzak Mazurek Nowak Olejnik Pająk Piątek
        Piech Sikora Skiba Sobczak Stępień Szymczak Wątroba Wilk Wójcik Wróbel Zając Zięba""",
    ),
    "european": _listed(
        """Ada Adriana Alba Alexia Angela Beatriz Bianca Carmen Chiara Francesca Giulia Greta Ingrid
        Ioana Lucía Margarida María Marta Nadia Paola Renée Sofia""",
        """Alexandru Andreas Antonio Bruno Carlos Emil Enzo Fabio Henrik João Jorge José Luca Marco
        Mihai Pedro Radu Rui Sergio Theo""",
        """Bellini Bianchi Carvalho Costa de_Groot de_Sousa Esposito Fernandes Ferrante Gonçalves
        Hernández Ionescu Kovács Lindqvist Lombardi Marín Mendes Müller Nilsen Petrescu Popa Ricci
        Rocha Romano Schreiber Silva Sørensen van_den_Berg van_der_Meer""",
    ),
    "cypriot": _listed(
        "Androulla Anna Christina Despina Eleni Katerina Maria Sofia Stavroula Vasiliki",
        "Andreas Christos Costas Dimitri Giorgos Ioannis Marios Nikos Panayiotis Yannis",
        """Charalambous Christodoulou Constantinou Georgiou Hadjiyianni Kyriacou Markou Papadakis
        Theodorou Vassiliou""",
    ),
    "turkish": _listed(
        "Ayşe Elif Emine Fatma Gülay Leyla Meltem Neşe Sevgi Zeynep",
        "Ahmet Emre Hasan Hüseyin Kemal Mehmet Mustafa Orhan Serkan Yusuf",
        "Aksoy Aydın Bulut Çelik Demir Doğan Güneş Kaya Öztürk Polat Şahin Yıldız",
    ),
    "chinese": _listed(
        "Alice Amy Fiona Hui Jing Karen Lily Mei Ming Qian Sook Vivian Wai Xiu Yan Yin Ying",
        "Alan Chi-Ming David Hao Jun Kai Ka-Fai Ming Peter Raymond Tak-Wing Wei Wing Yong Zhen",
        """Au-Yeung Chan Cheung Chiu Chow Fong Fung Ho Kwok Lam Lau Leung Liu Lo Mak Ng Poon
        Siu Sung Tam Tang Tsang Tse Wong Yip Yiu Zhang Zhou""",
    ),
}

# Combinations of the lists above that belong to people in public life.
_PUBLIC = """\
Adam Nowak|Adam Walker|Aidan O'Neill|Alan Brown|Alan Chan|Alan Mak|Alan Parker|Alan Tang
Alan Taylor|Aled Jones|Aled Roberts|Alun Davies|Alun Jones|Alun Lewis|Alun Richards|Andrew Parker
Andrew Webb|Angharad Davies|Angus MacAskill|Angus MacLeod|Angus Sinclair|Anjali Mehta|Ann Jones
Anthony Taylor|Antonio Carvalho|Antonio Costa|Ashok Kumar|Beatriz Costa|Ben Brown
Bernadette Devlin|Beth Cooke|Bethan Jenkins|Brendan O'Neill|Bronwen Lewis|Bruno Fernandes
Bryn Davies|Bryn Jones|Bryn Williams|Callum Sinclair|Carlos Costa|Carys Davies|Charlie Brown
Charlie Parker|Charlie Taylor|Charlie Walker|Charlotte Brown|Christine Humphreys|Claire Taylor
Clive Walker|Craig Davies|Craig Morgan|Craig Roberts|Craig Thomas|Craig Williams|Dafydd Jones
Dafydd Williams|Dai Davies|Dai Lloyd|David Chan|David Tang|Dean Taylor|Declan Costello
Declan Donnelly|Dennis Brown|Dennis Taylor|Derek Walker|Derek Webb|Dermot Nolan|Donald MacLeod
Duncan Walker|Eleanor Parker|Elin Jones|Ellen Taylor|Elwyn Jones|Elwyn Watkins|Elwyn Williams
Emeka Okafor|Emrys Jones|Emrys Roberts|Emyr Humphreys|Emyr Lewis|Emyr Williams|Eric Pickles
Femi Balogun|Fintan O'Neill|Gareth Davies|Gareth Rees|Gareth Thomas|Gareth Williams|Gary Webb
Geoffrey Taylor|George Brown|George Walker|George Webb|Geraint Davies|Geraint Jenkins
Geraint Thomas|Gerard Byrne|Gethin Jones|Glenys Thomas|Glyn Davies|Gordon Brown|Gordon Carter
Gordon Taylor|Grace Mensah|Gwilym Jones|Gwyneth Lewis|Harry Brown|Hector MacLeod|Heledd Jones
Howard Webb|Hywel Davies|Hywel Griffiths|Hywel Williams|Iain MacLeod|Iain Sinclair|Idris Davies
Ieuan Jones|Imran Malik|Iwan Griffiths|Iwan Roberts|Iwan Thomas|Jack Carter|Jack Walker
James Brown|Jan Nowak|Jason Brown|Jason Taylor|Jean Taylor|Jim Taylor|Joanne Taylor|Joe Booth
Joe Brown|Jonathan Davies|Jonathan Morgan|Jonathan Price|Jonathan Williams|Jorge Mendes
Josh Taylor|Karen Brown|Karen Lam|Kate Walker|Katie Taylor|Keith Brown|Keith Taylor|Kelly Jones
Kenneth MacAskill|Kenneth MacLeod|Kevin Davies|Khalid Malik|Kieran Tierney|Kiran Gill|Kofi Mensah
Kwame Appiah|Lee Carter|Lesley Sinclair|Liam Byrne|Liam Gallagher|Lisa Jones|Lorraine Brown
Lynne Brown|Mair Rees|Malcolm Taylor|Marco Silva|Margaret Davies|Margaret Jones|Margaret Thomas
Mari Griffiths|Mari Roberts|Mark Davies|Mark Jenkins|Mark Lewis|Mark Williams|Martin Parker
Martin Taylor|Matthew Taylor|Maxine Carter|Michael Brown|Michael Cooke|Michael Parker
Michael Taylor|Michelle Thomas|Mick Taylor|Mukesh Patel|Murdo MacLeod|Neil Carter|Neil Parker
Neil Taylor|Nia Griffiths|Nicholas Brown|Nicholas Taylor|Nigel Davies|Nigel Jones|Nigel Roberts
Nigel Walker|Non Davies|Oliver Brown|Olivia Cooke|Parminder Gill|Patrick Burgess|Paul Taylor
Peter Booth|Peter Chan|Peter Lam|Peter Parker|Peter Taylor|Priya Patel|Rachel Parker|Rachel Taylor
Rakesh Patel|Ray Parker|Raymond Lam|Rhodri Morgan|Rhys Davies|Rhys Griffiths|Rhys Williams
Richard Taylor|Richard Walker|Robert Carter|Robert Griffiths|Robert Jenkins|Robert Jones
Robert Lloyd|Robert Roberts|Robert Taylor|Robert Webb|Robin Walker|Roger Cooke|Roger Taylor
Roger Walker|Ruby Taylor|Rui Costa|Russell Brown|Russell Taylor|Sadia Malik|Sally Webb|Sam Cooke
Sam Taylor|Sandra Brown|Sanjay Patel|Sara Jones|Scott Parker|Scott Walker|Sergio Mendes
Shahid Malik|Sharon Davies|Sharon Morgan|Shaun Davies|Simon Webb|Simran Gill|Sinéad O'Sullivan
Siân Griffiths|Siân Lloyd|Siân Phillips|Siân Williams|Stephen Carter|Stephen Parker|Stephen Walker
Stephen Webb|Steve Webb|Stewart MacLeod|Stuart Taylor|Suresh Kumar|Susan Taylor|Tariq Malik
Thomas Walker|Tim Parker|Tim Walker|Usman Malik|Wanda Nowak|William Walker|Winston Barrow
Wyn Griffiths|Wyn Jones|Wyn Roberts|Yasmin Qureshi
Anthony Burgess|Gary Barlow|Ken Barlow|Nicola Walker|Roy Walker|Seán Gallagher"""
TAKEN = frozenset(_PUBLIC.replace("\n", "|").split("|"))
_ASCII = str.maketrans("ŁłØøıŞş", "LlOoiSs")


def draw_surname(rng: Random, weights: dict[str, int]) -> tuple[str, str]:
    """The name of a list, drawn by weight, and a surname from it."""
    kind = rng.choices(list(weights), list(weights.values()))[0]
    return kind, rng.choice(LISTS[kind].surnames)


def draw_first_name(rng: Random, kind: str, surname: str) -> tuple[str, bool]:
    """A first name that makes no known person of the surname, and whether it is a woman's."""
    while True:
        woman = rng.random() < 0.5
        first = rng.choice(LISTS[kind].women if woman else LISTS[kind].men)
        if f"{first} {surname}" not in TAKEN:
            return first, woman


def draw_title(rng: Random, woman: bool) -> str:
    """A title as a party roll has it; about a fifth have none."""
    plain = ["Ms", "Mrs", "Miss"] if woman else ["Mr", "Mr", "Mr"]
    weights = [34, 26, 14] if woman else [30, 25, 19]
    rare = [("Dr", 3), ("Mx", 1), ("Cllr", 1), ("Prof", 1), ("Rev", 1)]
    titles = [*plain, *(title for title, _ in rare), ""]
    return rng.choices(titles, [*weights, *(weight for _, weight in rare), 19])[0]


def mailbox(name: str) -> str:
    """A name as the part of a mail address before the @: ASCII, lower case, no marks."""
    plain = normalize("NFKD", name.translate(_ASCII)).encode("ascii", "ignore").decode()
    return "".join(letter for letter in plain.lower() if letter.isalnum())
