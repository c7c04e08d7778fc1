/**
 * `node judge.mjs PORT URL`: Lighthouse's mobile preset on a page of the browser that listens on PORT. Prints one JSON
 * object: the scores in percent, and each audit that is not passed.
 */
import lighthouse from 'lighthouse';

const [port, url] = process.argv.slice(2);
const { lhr } = await lighthouse(url, {
  port: Number(port),
  logLevel: 'error',
  onlyCategories: ['performance', 'accessibility', 'best-practices'],
});
const scores = {};
const failed = {};
for (const [id, { score, auditRefs }] of Object.entries(lhr.categories)) {
  scores[id] = Math.round((score ?? 0) * 100);
  for (const { id: audit, weight } of auditRefs) {
    const { score: part, displayValue, details } = lhr.audits[audit];
    if (!weight || part === null || part >= 0.9) continue;
    failed[audit] = { part, displayValue, items: details?.items?.slice(0, 5).map(short) };
  }
}
/** What an audit found, without what is not for people. */
function short({ node, url: address, description, source, ...rest }) {
  return node?.snippet ?? description ?? address ?? source ?? JSON.stringify(rest).slice(0, 300);
}
console.log(JSON.stringify({ scores, failed, at: lhr.finalDisplayedUrl, problem: lhr.runtimeError?.message }));
