// Each Template.fromStack leaves an assembly in the temp directory: this run has one of its own, which test/global-teardown.js takes away.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

module.exports = async () => {
  process.env.TMPDIR = fs.mkdtempSync(path.join(os.tmpdir(), 'cdk-stepwise-test-'));
};
