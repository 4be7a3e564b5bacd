import { type Figure, reportOfComparison } from '@casimir/cli'
import type { RunResult } from '@casimir/experiments'
import { sampleResult } from './outputSamples.ts'

/** The comparison of these results, each under its method and its place. */
export const report = (...results: ReadonlyArray<RunResult>) =>
  reportOfComparison({
    version: '9.8.7',
    spec: { ...sampleResult('exact').spec, methods: [] },
    status: 'ok',
    runs: results.map((result, index) => ({ label: `${result.spec.method.name}-${index}`, result })),
  })

/** The figure of this name. */
export const figure = (figures: ReadonlyArray<Figure>, name: string): Figure => {
  const found = figures.find((candidate) => candidate.name === name)
  if (found === undefined) throw new Error(`no figure ${name}`)
  return found
}
