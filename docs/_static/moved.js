// @ts-check
// A page that only leads on: to the note of today, and to the record that the address names.
(function () {
  "use strict";
  const to = document.currentScript && document.currentScript.dataset.to;
  if (to) location.replace(to.includes("#") ? to : to + location.hash);
})();
