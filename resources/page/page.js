"use strict";
/* Sorts a table by the column whose title is pressed; what has no figure comes last either way. */
(function () {
  function value(row, place) {
    var cell = row.cells[place];
    return cell.dataset.v === undefined ? cell.textContent.trim() : Number(cell.dataset.v);
  }
  function compare(one, other) {
    if (typeof one === "number" && typeof other === "number") { return one - other; }
    if (typeof one === "number") { return -1; }
    if (typeof other === "number") { return 1; }
    return one.localeCompare(other, "en");
  }
  function isEmpty(row, place) {
    var cell = row.cells[place];
    return cell.dataset.v === undefined && (cell.textContent.trim() === "" || cell.dataset.none === "1");
  }
  function sort(head, place) {
    var table = head.closest("table"), body = table.tBodies[0];
    var isFigure = head.dataset.figure === "1";
    var before = head.getAttribute("aria-sort");
    var down = before ? before === "ascending" : isFigure;
    var rows = Array.prototype.map.call(body.rows, function (row, at) { return { row: row, at: at }; });
    rows.sort(function (a, b) {
      var none = isEmpty(a.row, place) - isEmpty(b.row, place);
      if (none) { return none; }
      var found = compare(value(a.row, place), value(b.row, place));
      return (down ? -found : found) || a.at - b.at;
    });
    rows.forEach(function (it) { body.appendChild(it.row); });
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) { cell.removeAttribute("aria-sort"); });
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
  }
  Array.prototype.forEach.call(document.querySelectorAll("table.sorts"), function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, place) {
      var button = document.createElement("span");
      button.tabIndex = 0;
      button.setAttribute("role", "button");
      button.textContent = head.textContent;
      button.title = "Sort by " + head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () { sort(head, place); });
      button.addEventListener("keydown", function (event) {
        if (event.key === "Enter" || event.key === " ") { event.preventDefault(); sort(head, place); }
      });
    });
  });
})();
