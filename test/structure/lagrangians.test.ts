import type { HybridHamiltonian } from '@casimir/algebra'
import { allocateHybrid } from '@casimir/algebra'
import type { HermitianFields, PathVelocity } from '@casimir/models'
import {
  allocatePathVelocity,
  closureLagrangian,
  eulerPoincareLagrangian,
  gaussian,
  hermitianFields,
  hybridEnergy,
  koopmon,
  regularisedEnergy,
} from '@casimir/models'
import { complex } from 'mathjs'
import { describe, expect, test } from 'vitest'
import type { Dense } from '../support/mollifiedFields.ts'
import { commute, dense, nodes, states, times, traceOf, weighted } from '../support/mollifiedFields.ts'
import { periodicGrid, periodicHamiltonian, smoothDirection, smoothPacket } from '../support/periodicHamiltonian.ts'
import { sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const HBAR = 0.6
const I = complex(0, 1)

/** The matrix of a packed field at a node, as mathjs knows it. */
const matrixAt = ({ packing, levels }: HermitianFields, field: Float64Array, m: number): Dense => {
  const flat = new Float64Array(2 * packing.size)
  packing.addUnpacked(flat, 0, field, m * packing.size)
  return dense(flat, levels)
}

/** H, H_q and H_p at a node. */
const jetAt = (hamiltonian: HybridHamiltonian, q: number, p: number): readonly [Dense, Dense, Dense] => {
  const flat = new Float64Array(2 * hamiltonian.levels ** 2)
  const [one, two] = [Float64Array.of(q), Float64Array.of(p)]
  const jet = [hamiltonian.value, hamiltonian.gradientQ, hamiltonian.gradientP].map((write) => {
    write(flat, one, two, 0)
    return dense(flat, hamiltonian.levels)
  })
  return [jet[0], jet[1], jet[2]]
}

const arbitraryVelocity = (fields: HermitianFields): PathVelocity => {
  const velocity = allocatePathVelocity(fields)
  velocity.X.forEach((x, j) => {
    for (let m = 0; m < x.length; m++) x[m] = Math.sin(1.3 * m + j) + 0.4
  })
  velocity.generator.set(smoothDirection(fields, { seed: 12 }))
  return velocity
}

describe.each([2, 3])('the Lagrangian (7), %i levels', (n) => {
  const fields = hermitianFields(periodicGrid(16), n)
  const { grid } = fields
  const hamiltonian = periodicHamiltonian(n, { seed: 4 })
  const P = smoothPacket(fields, { seed: 2, amplitude: 0.4 })
  const [Pq, Pp] = [fields.allocate(), fields.allocate()]
  fields.spectral.derivative(Pq, P, 0)
  fields.spectral.derivative(Pp, P, 1)
  const velocity = arbitraryVelocity(fields)
  const stated = eulerPoincareLagrangian(fields, hybridEnergy(fields, hamiltonian, HBAR)).value(velocity, P)

  /** Sums (7) as printed, complex, and the integral of Tr(psi psi^+ {D, H}). */
  let [re, im, twist] = [0, 0, 0]
  for (let m = 0; m < grid.nodes; m++) {
    const [q, p] = [grid.coordinates[2 * m], grid.coordinates[2 * m + 1]]
    const [H, Hq, Hp] = jetAt(hamiltonian, q, p)
    const [A, Aq, Ap] = [P, Pq, Pp].map((field) => matrixAt(fields, field, m))
    const D = traceOf(A).re
    const generator = matrixAt(fields, velocity.generator, m)
    const bracket = weighted([1, -1], [times(Aq, Hp), times(Ap, Hq)])
    const inner = weighted([1, -1, -1], [generator, H, times(times(bracket, HBAR / D), I)])
    const paired = traceOf(times(A, inner))
    re += grid.measure * (D * p * velocity.X[0][m] + paired.re)
    im += grid.measure * paired.im
    const turned = weighted([traceOf(Aq).re, -traceOf(Ap).re], [Hp, Hq])
    twist += (grid.measure * traceOf(times(A, turned)).re) / D
  }

  test('is the real part of what is printed', () => {
    expect(Math.abs(stated - re)).toBeLessThan(1e-12 * Math.abs(re))
  })

  test('has an imaginary part as printed, -(hbar/2) int Tr(P {D, H})/D (E4)', () => {
    expect(Math.abs(im)).toBeGreaterThan(1e-4)
    expect(Math.abs(im + (HBAR / 2) * twist)).toBeLessThan(1e-12)
  })
})

describe.each([2, 3])('the regularised Lagrangian, %i levels', (n) => {
  const fields = hermitianFields(periodicGrid(32), n)
  const { grid, packing } = fields
  const hamiltonian = periodicHamiltonian(n, { seed: 4 })
  const P = smoothPacket(fields, { seed: 2 })
  const velocity = arbitraryVelocity(fields)
  const factor = gaussian(0.5, 8.5)
  /** K * P by direct sums over the nodes and the nearest images, one axis at a time. */
  const kernel = Array.from({ length: 32 }, (_, k) => {
    const jet = new Float64Array(3)
    return [-1, 0, 1].reduce((sum, image) => {
      factor.tabulate(jet, Float64Array.of((k / 32 + image) * 2 * Math.PI), 1, 1)
      return sum + (jet[0] * 2 * Math.PI) / 32
    }, 0)
  })
  const smooth = (field: Float64Array, stride: number): Float64Array =>
    Float64Array.from({ length: field.length }, (_, i) => {
      const k = Math.floor(i / stride) % 32
      return kernel.reduce((sum, w, l) => sum + w * field[i + (((k - l + 32) % 32) - k) * stride], 0)
    })
  const barred = smooth(smooth(P, packing.size), 32 * packing.size)
  const [Pq, Pp] = [fields.allocate(), fields.allocate()]
  fields.spectral.derivative(Pq, barred, 0)
  fields.spectral.derivative(Pp, barred, 1)

  /** The Lagrangian as printed, with the given P in the bra of its last term. */
  const printed = (bra: Float64Array): number => {
    let sum = 0
    for (let m = 0; m < grid.nodes; m++) {
      const [q, p] = [grid.coordinates[2 * m], grid.coordinates[2 * m + 1]]
      const [H, Hq, Hp] = jetAt(hamiltonian, q, p)
      const A = matrixAt(fields, P, m)
      const bracket = weighted([1, -1], [commute(matrixAt(fields, Pq, m), Hp), commute(matrixAt(fields, Pp, m), Hq)])
      const D = traceOf(matrixAt(fields, barred, m)).re
      const hbarTerm = (-HBAR / 2 / D) * traceOf(times(matrixAt(fields, bra, m), bracket)).im
      const generator = matrixAt(fields, velocity.generator, m)
      sum += traceOf(A).re * p * velocity.X[0][m] + traceOf(times(A, weighted([1, -1], [generator, H]))).re - hbarTerm
    }
    return grid.measure * sum
  }
  const energy = regularisedEnergy(fields, hamiltonian, HBAR, { q: [factor], p: [factor] })

  test('bars both factors of the last term; with a bare bra, as the text has it, it is another (E5)', () => {
    const stated = eulerPoincareLagrangian(fields, energy).value(velocity, P)
    expect(Math.abs(stated - printed(barred))).toBeLessThan(1e-12 * Math.abs(stated))
    expect(Math.abs(stated - printed(P))).toBeGreaterThan(1e-4)
  })
})

describe('the closure Lagrangian (15)', () => {
  const N = 4
  const n = 2
  const weights = unequalWeights(N)
  const hamiltonian = smoothHamiltonian(n)
  const mollifier = { q: [gaussian(0.5, 6)], p: [gaussian(0.6, 6)] }
  const spacing = 0.6
  const system = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing })
  const state = sampleCloud(system.shape)
  const rho = states(state, N, n)
  const { list, measure } = nodes(hamiltonian, state, mollifier, spacing)
  const w = Array.from(weights)

  test('is the pair form with xi_a and I_ab', () => {
    const rate = allocateHybrid(system.shape)
    const flat = new Float64Array(2 * n * n)
    let stated = 0
    for (let a = 0; a < N; a++) {
      // i hbar xi_a: an arbitrary Hermitian matrix, and psi_a' = xi_a psi_a
      const S = [0.3 + a, 0, 0.5, 0.2 * a - 0.4, 0.5, 0.4 - 0.2 * a, -0.7, 0]
      for (let j = 0; j < n; j++)
        for (let l = 0; l < n; l++) {
          const [re, im] = [S[2 * (n * j + l)], S[2 * (n * j + l) + 1]]
          const [x, y] = [state.psi[2 * (n * a + l)], state.psi[2 * (n * a + l) + 1]]
          rate.psi[2 * (n * a + j)] += (re * y + im * x) / HBAR
          rate.psi[2 * (n * a + j) + 1] -= (re * x - im * y) / HBAR
        }
      rate.q[a] = Math.sin(a + 0.4)
      rate.p[a] = Math.cos(a)
      hamiltonian.value(flat, state.q, state.p, a)
      const generator = dense(Float64Array.from(S), n)
      stated += w[a] * (state.p[a] * rate.q[a] + traceOf(times(rho[a], generator)).re)
      stated -= w[a] * traceOf(times(rho[a], dense(flat, n))).re
    }
    for (const node of list) {
      const D = node.K.reduce((s, k, c) => s + w[c] * k, 0)
      for (let a = 0; a < N; a++)
        for (let b = 0; b < N; b++) {
          const bracket = weighted([node.Kq[b], -node.Kp[b]], [node.Hp, node.Hq])
          const trace = traceOf(times(rho[a], commute(rho[b], bracket)))
          stated += HBAR * w[a] * w[b] * 0.5 * measure * (node.K[a] / D) * trace.im
        }
    }
    const value = closureLagrangian(system, weights).value(state, rate)
    expect(Math.abs(value - stated)).toBeLessThan(1e-12 * Math.max(1, Math.abs(stated)))
  })

  test('comes from the barred bra: on delta functions the bare one is another closure (E5)', () => {
    const bare = { q: Float64Array.from(state.q), p: Float64Array.from(state.p) }
    let bareTerm = 0
    for (let a = 0; a < N; a++) {
      const [, Hq, Hp] = jetAt(hamiltonian, bare.q[a], bare.p[a])
      const jet = new Float64Array(3)
      const kernels = rho.map((_, b) => {
        mollifier.q[0].tabulate(jet, Float64Array.of(bare.q[a] - bare.q[b]), 1, 1)
        const [k, kq] = jet
        mollifier.p[0].tabulate(jet, Float64Array.of(bare.p[a] - bare.p[b]), 1, 1)
        return [k * jet[0], kq * jet[0], k * jet[1]].map((v) => w[b] * v)
      })
      const [D, Kq, Kp] = [0, 1, 2].map((k) => kernels.map((row) => row[k]))
      const total = D.reduce((s, v) => s + v, 0)
      const bracket = weighted([1, -1], [commute(weighted(Kq, rho), Hp), commute(weighted(Kp, rho), Hq)])
      bareTerm -= ((HBAR / 2) * w[a] * traceOf(times(rho[a], bracket)).im) / total
    }
    const flat = new Float64Array(2 * n * n)
    const mean = rho.reduce((sum, r, a) => {
      hamiltonian.value(flat, state.q, state.p, a)
      return sum + w[a] * traceOf(times(r, dense(flat, n))).re
    }, 0)
    const term = system.energy(state) - mean
    expect(Math.abs(bareTerm - term)).toBeGreaterThan(0.1 * Math.abs(term))
  })
})
