/** Ends a vitest run with one plain line, `N passed, N failed[, N skipped]`, that any CI can read. */
export default class TallyReporter {
  onTestRunEnd(modules, errors) {
    const tally = { passed: 0, failed: 0, skipped: 0 }
    for (const module of modules) {
      const tests = [...module.children.allTests()]
      for (const test of tests) {
        const { state } = test.result()
        tally[state === 'passed' || state === 'failed' ? state : 'skipped'] += 1
      }
      const broken = !module.ok() && tests.every((test) => test.result().state !== 'failed')
      if (broken) tally.failed += 1
    }
    tally.failed += errors.length
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''
    process.stdout.write(`${tally.passed} passed, ${tally.failed} failed${skipped}\n`)
  }
}
