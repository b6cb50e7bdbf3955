// Exits with 1 unless the report of a run says that every test passed: a run whose servers are stopped at the end exits with 0 whatever its tests did.
const { readFileSync } = require('node:fs');

const [, , name] = process.argv;
const report = readFileSync(`test-reports/${name}.xml`, 'utf8');
const count = (attribute) => Number(new RegExp(`<testsuites[^>]* ${attribute}="(\\d+)"`).exec(report)?.[1] ?? NaN);

if (!(count('tests') > 0 && count('failures') === 0 && count('errors') === 0)) {
  console.error(`${count('failures')} of ${count('tests')} tests failed, and ${count('errors')} could not run`);
  process.exitCode = 1;
}
