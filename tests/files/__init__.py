"""One stored campaign per released version, which every later version must open."""
