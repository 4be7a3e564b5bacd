import { expect, test } from 'vitest'
import { catalogue } from '../support/catalogue.ts'
import { coarseKoopmons } from '../support/catalogueProblems.ts'
import { measureEnergy, ROUND_OFF } from '../support/measureEnergy.ts'

/** Koopmons have a file of their own, catalogueEnergyKoopmon.test.ts: a step of theirs costs a hundred of a pendulum. */
const cheap = (problem: string): boolean => problem !== coarseKoopmons.system.name

test.each(catalogue.map((row) => [row.name, row] as const))(
  'the energy of %s over 10^4 steps is what its row claims',
  (_, row) => {
    const { order, energy } = row.claims
    expect(row.specimens.some(({ specimen }) => specimen.energy)).toBe(energy !== undefined)
    const runs = measureEnergy(row, cheap)
    if (runs.length === 0) return
    if (energy === false) return expect(runs.some(({ bounded }) => !bounded)).toBe(true)
    for (const { problem, bounded, excursion, shrinks } of runs) {
      expect(bounded, problem).toBe(true)
      expect(shrinks, problem).toBeGreaterThan(order - 0.25)
      if (energy === 'exact') expect(excursion, problem).toBeLessThan(ROUND_OFF)
    }
    // on one problem at least the excursion is above round-off at both steps, so that its order was seen
    if (energy === true) expect(runs.some(({ shrinks }) => shrinks < Number.POSITIVE_INFINITY)).toBe(true)
    return undefined
  },
)
