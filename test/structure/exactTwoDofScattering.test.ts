import { defineProblem, run } from '@casimir/experiments'
import { kinetic, separable } from '@casimir/models'
import { expect, test } from 'vitest'
import { exactSpec, last } from '../support/exactRun.ts'
import { oscillatorPotential, sumOfModes } from '../support/planeFunctions.ts'

test('what has passed the transmission plane is counted along the first coordinate', async () => {
  const free = separable('free', kinetic(2, [1, 1]), sumOfModes(oscillatorPotential(0), oscillatorPotential(0)))
  const definition = defineProblem({
    name: 'free',
    hamiltonian: 'H = (p1^2 + p2^2)/2',
    source: 'textbook',
    parameters: {},
    units: { time: '1', length: '1', momentum: '1', energy: '1' },
    defaultStep: 0.1,
    transmissionPlane: 0,
    build: () => free,
  })
  const [sigma, q0, p0, t] = [0.7, -1, 0.6, 2]
  const spec = exactSpec({
    problem: 'linear-vibronic',
    wavepacket: { q: [q0, -4], p: [p0, 0], sigma: [sigma, sigma], basis: 'diabatic', level: 0 },
    end: t,
    grid: {
      box: [
        [-10, 10],
        [-12, 4],
      ],
      points: [128, 64],
      dt: 0.5,
    },
  })
  const { observables } = await run({
    spec: {
      ...spec,
      problem: {
        name: 'free',
        module: { path: './free.ts', export: 'free', hamiltonian: definition.hamiltonian },
        parameters: {},
      },
    },
    definitions: { problem: definition, energies: new Map() },
  })
  // a Gaussian about q0 + p0 t of width (sigma^2 + (t/2 sigma)^2)^(1/2): its share beyond 0 by Simpson's rule
  const [mean, width] = [q0 + p0 * t, Math.hypot(sigma, t / (2 * sigma))]
  const count = 2000
  const to = mean + 9 * width
  let share = 0
  for (let k = 0; k <= count; k++)
    share +=
      ((k === 0 || k === count ? 1 : k % 2 === 1 ? 4 : 2) *
        Math.exp(-(((to * k) / count - mean) ** 2) / (2 * width ** 2)) *
        (to / count)) /
      (3 * width * Math.sqrt(2 * Math.PI))
  const sum = (levels: ReadonlyArray<ReadonlyArray<number>> | undefined): number =>
    (levels ?? []).reduce((total, series) => total + last(series), 0)
  expect(share).toBeGreaterThan(0.5)
  // the cell at the plane is divided, to second order in the spacing 20/128
  expect(Math.abs(sum(observables.transmitted) - share)).toBeLessThan((20 / 128) ** 2 / 10)
  expect(Math.abs(sum(observables.transmitted) + sum(observables.reflected) - 1)).toBeLessThan(1e-12)
})
