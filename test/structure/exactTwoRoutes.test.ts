import { blanesMoan4, compile } from '@casimir/integrators'
import type { PacketStart } from '@casimir/models'
import {
  adiabaticFrame,
  allocateGridState,
  gaussianPacket,
  gridParts,
  jaynesCummings,
  layGrid,
  rabi,
  splitOperator,
} from '@casimir/models'
import { EigenvalueDecomposition, Matrix } from 'ml-matrix'
import { describe, expect, test } from 'vitest'
import { exactRun } from '../support/exactRun.ts'
import { largestDifference } from '../support/largestDifference.ts'
import { wholeGridExponential } from '../support/wholeGridExponential.ts'

/** Real symmetric H over (level, oscillator state), index level * SIZE + m, from the ladder operator at hbar = 1. */
const SIZE = 60
const fockHamiltonian = (problem: string, omega: number, splitting: number, coupling: number): Matrix => {
  const ladder = new Matrix(SIZE, SIZE)
  for (let m = 1; m < SIZE; m++) ladder.set(m - 1, m, Math.sqrt(m))
  const q = Matrix.add(ladder, ladder.transpose()).mul(Math.sqrt(0.5 / omega))
  // p = -i P with P real; p sy = (-i P)(-i Y) = -P Y with Y = [[0, 1], [-1, 0]].
  const P = Matrix.sub(ladder, ladder.transpose()).mul(Math.sqrt(0.5 * omega))
  const number = Matrix.diag(Array.from({ length: SIZE }, (_, m) => omega * (m + 0.5)))
  const level = (a: number[][], b: Matrix): Matrix => new Matrix(a).kroneckerProduct(b)
  const sx = [
    [0, 1],
    [1, 0],
  ]
  const uncoupled = Matrix.add(
    level(
      [
        [1, 0],
        [0, 1],
      ],
      number,
    ),
    level(
      [
        [splitting / 2, 0],
        [0, -splitting / 2],
      ],
      Matrix.eye(SIZE),
    ),
  )
  if (problem === 'rabi') return uncoupled.add(level(sx, q).mul(coupling))
  return uncoupled.add(level(sx, q).mul(coupling * omega)).add(
    level(
      [
        [0, 1],
        [-1, 0],
      ],
      P,
    ).mul(coupling),
  )
}

/** Population of level 0, <q> and Re rho_01 at the times, from a coherent state at (q0, 0) in level 0. */
const fockDynamics = (H: Matrix, omega: number, q0: number, ts: ReadonlyArray<number>) => {
  const { eigenvectorMatrix: V, realEigenvalues: E } = new EigenvalueDecomposition(H, { assumeSymmetric: true })
  const alpha = q0 * Math.sqrt(omega / 2)
  const start = new Float64Array(2 * SIZE)
  let amplitude = Math.exp((-alpha * alpha) / 2)
  for (let m = 0; m < SIZE; m++) {
    start[m] = amplitude
    amplitude *= alpha / Math.sqrt(m + 1)
  }
  const spectral = E.map((_, k) => start.reduce((sum, x, j) => sum + V.get(j, k) * x, 0))
  return ts.map((t) => {
    const re = new Float64Array(2 * SIZE)
    const im = new Float64Array(2 * SIZE)
    for (let j = 0; j < 2 * SIZE; j++)
      for (let k = 0; k < 2 * SIZE; k++) {
        re[j] += V.get(j, k) * spectral[k] * Math.cos(E[k] * t)
        im[j] -= V.get(j, k) * spectral[k] * Math.sin(E[k] * t)
      }
    let P0 = 0
    let coherence = 0
    let q = 0
    for (let m = 0; m < SIZE; m++) {
      P0 += re[m] ** 2 + im[m] ** 2
      coherence += re[m] * re[SIZE + m] + im[m] * im[SIZE + m]
      for (const at of [m, SIZE + m])
        if (m > 0) q += 2 * Math.sqrt((0.5 * m) / omega) * (re[at] * re[at - 1] + im[at] * im[at - 1])
    }
    return { P0, coherence, q }
  })
}

describe('the grid agrees with a basis of oscillator states', () => {
  test.each([
    { problem: 'rabi', omega: 1, splitting: 1, coupling: 0.5 },
    { problem: 'rabi', omega: 1.2, splitting: 0.7, coupling: 0.1 },
    { problem: 'jaynes-cummings', omega: 1, splitting: 1, coupling: 0.3 },
    { problem: 'jaynes-cummings', omega: 0.8, splitting: 1.5, coupling: 0.1 },
  ])('$problem at omega $omega, coupling $coupling', async ({ problem, omega, splitting, coupling }) => {
    const q0 = 1.5
    const { t, observables } = await exactRun({
      problem,
      parameters: { omega, splitting, coupling },
      wavepacket: { q: [q0], p: [0], sigma: [Math.sqrt(0.5 / omega)], basis: 'diabatic', level: 0 },
      end: 20,
      record: 2.5,
      grid: { dt: 0.0125 },
    })
    const reference = fockDynamics(fockHamiltonian(problem, omega, splitting, coupling), omega, q0, t)
    reference.forEach(({ P0, coherence, q }, k) => {
      expect(Math.abs(observables.population[0][k] - P0)).toBeLessThan(1e-8)
      expect(Math.abs(observables.density[k][2] - coherence)).toBeLessThan(1e-8)
      expect(Math.abs(observables.q[0][k] - q)).toBeLessThan(1e-8)
    })
    expect(Math.max(...reference.map(({ P0 }) => 1 - P0))).toBeGreaterThan(0.01)
  })
})

describe('many small steps agree with the exponential of the whole grid Hamiltonian, node by node', () => {
  const parameters = { omega: 1, splitting: 1, coupling: 0.4 }
  test.each([
    { hamiltonian: rabi(parameters), hbar: 1 },
    { hamiltonian: jaynesCummings(parameters), hbar: 1 },
    { hamiltonian: jaynesCummings(parameters), hbar: 0.6 },
  ])('$hamiltonian.name at hbar $hbar', ({ hamiltonian, hbar }) => {
    const grid = layGrid([-7, 7], 32, hbar)
    const { B } = gridParts(hamiltonian)
    const start: PacketStart = { q: [0.8], p: [0.5], sigma: [0.6], basis: 'adiabatic', level: 0 }
    const state = allocateGridState(2, grid.points)
    gaussianPacket(state.psi, start, grid, adiabaticFrame(B, grid))
    const before = state.psi.slice()
    const t = 3
    const step = compile(splitOperator(hamiltonian, grid))(blanesMoan4)
    for (let k = 0; k < 600; k++) step(state, t / 600)
    const expected = wholeGridExponential(hamiltonian, grid, t)(before)
    expect(largestDifference(state.psi, expected)).toBeLessThan(1e-8)
  })
})
