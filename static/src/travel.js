/** Going to another page from the phone's own code. */

/** Goes somewhere the way a tapped link does: inside the page where it can, by a full load where it cannot. @param {string} path */
export function travel(path) {
  const link = document.createElement('a');
  link.href = path;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
}
