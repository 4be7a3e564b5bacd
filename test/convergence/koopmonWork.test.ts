import { run } from '@casimir/experiments'
import { expect, test } from 'vitest'
import { runSpec } from '../support/specs.ts'

const koopmons = async (name: string, dt: number) => {
  const { snapshots, counts, drift, status } = await run(
    runSpec({
      problem: { name: 'rabi', coupling: 0.1 },
      initial: { wavepacket: { q: [1.5], p: [0], sigma: [Math.SQRT1_2], level: 0 } },
      method: { name: 'koopmon', particles: 40, mollifier: { degree: 9 } },
      integrator: { name, dt },
      time: { end: 3, record: 1 },
    }),
  )
  const last = snapshots.at(-1)
  if (status !== 'ok' || last?.kind !== 'trajectories') throw new Error(`${name} ended with ${status}`)
  return { q: last.q, gradients: counts.evaluations, energy: drift.energy }
}

// what docs/integrators.md says of the default, on a smaller cloud and a shorter run
test('suzuki4 with four times the step costs what midpoint costs, and is far closer', async () => {
  const [reference, midpoint, strang, suzuki] = await Promise.all([
    koopmons('kahan-li6', 0.025),
    koopmons('midpoint', 0.05),
    koopmons('strang', 0.05),
    koopmons('suzuki4', 0.2),
  ])
  const error = ({ q }: typeof midpoint): number =>
    q.reduce((most, x, a) => Math.max(most, Math.abs(x - reference.q[a])), 0)
  expect(suzuki.gradients).toBeLessThan(1.3 * midpoint.gradients)
  expect(error(suzuki)).toBeLessThan(error(midpoint) / 30)
  expect(suzuki.energy).toBeLessThan(midpoint.energy)
  expect(error(strang)).toBeLessThan(error(midpoint))
  expect(strang.gradients).toBeLessThan(midpoint.gradients)
  expect(midpoint.energy).toBeLessThan(strang.energy)
})
