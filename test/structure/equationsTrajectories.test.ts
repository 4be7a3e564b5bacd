import type { HybridHamiltonian } from '@casimir/algebra'
import { allocateGradient, commutator, expectation, hermitianExponential, multiply } from '@casimir/algebra'
import {
  ehrenfest,
  ehrenfestContinuum,
  gaussian,
  hermitianFields,
  koopmon,
  quantumDensity,
  regularisedContinuum,
} from '@casimir/models'
import { describe, expect, test } from 'vitest'
import { vectorFieldOn } from '../support/amplitudeRates.ts'
import { amplitudeSample } from '../support/amplitudeSample.ts'
import { periodicGrid, periodicHamiltonian } from '../support/periodicHamiltonian.ts'
import { distance, sampleCloud, unequalWeights } from '../support/sampleCloud.ts'
import { smoothHamiltonian } from '../support/smoothHamiltonian.ts'

const HBAR = 0.7
const POINTS = 64

test('the matrix rho_jk is int D psi_j psi_k^*, and not its transpose', () => {
  const { fields, at, packet } = amplitudeSample(3, { points: 16, amplitude: 0.8 })
  const rho = new Float64Array(18)
  quantumDensity(fields)(rho, packet)
  const literal = (swap: boolean): Float64Array => {
    const out = new Float64Array(18)
    for (let m = 0; m < fields.grid.nodes; m++)
      for (let j = 0; j < 3; j++)
        for (let k = 0; k < 3; k++) {
          const [x, y] = [6 * m + 2 * (swap ? k : j), 6 * m + 2 * (swap ? j : k)]
          const w = fields.grid.measure * at.D[m]
          out[2 * (3 * j + k)] += w * (at.psi[x] * at.psi[y] + at.psi[x + 1] * at.psi[y + 1])
          out[2 * (3 * j + k) + 1] += w * (at.psi[x + 1] * at.psi[y] - at.psi[x] * at.psi[y + 1])
        }
    return out
  }
  expect(distance(rho, literal(false))).toBeLessThan(1e-14)
  expect(distance(rho, literal(true))).toBeGreaterThan(1e-2)
})

describe.each([2, 3])('the delta train (14), %i levels', (n) => {
  const N = 5
  const fields = hermitianFields(periodicGrid(POINTS), n)
  const hamiltonian = periodicHamiltonian(n, { seed: 3 })
  const weights = unequalWeights(N)
  const mollifier = { q: [gaussian(0.4, 8.5)], p: [gaussian(0.4, 8.5)] }
  const shape = { trajectories: N, dof: 1, levels: n }
  const state = sampleCloud(shape)
  const at = Array.from({ length: N }, (_, a) =>
    [state.q[a], state.p[a]].map((x) => Math.round(((x + Math.PI) * POINTS) / (2 * Math.PI))),
  ).map(([i, j]) => POINTS * i + j)
  at.forEach((m, a) => {
    state.q[a] = fields.grid.coordinates[2 * m]
    state.p[a] = fields.grid.coordinates[2 * m + 1]
  })
  // sum_a w_a rho_a delta(z - zeta_a): a delta function is one over the cell at its node
  const train = fields.allocate()
  const nn = fields.packing.size
  const packed = new Float64Array(nn)
  at.forEach((m, a) => {
    fields.packing.packState(packed, 0, state.psi, 2 * n * a)
    for (let c = 0; c < nn; c++) train[m * nn + c] += (weights[a] / fields.grid.measure) * packed[c]
  })
  const koopmons = koopmon(hamiltonian, { weights, hbar: HBAR, mollifier, spacing: 0.25 })
  const bare = ehrenfest(hamiltonian, { weights, hbar: HBAR })
  const models = [
    ['(3) regularised gives (16)', regularisedContinuum(fields, hamiltonian, HBAR, mollifier), koopmons, bare, 1e-5],
    ['(1) gives (6)', ehrenfestContinuum(fields, hamiltonian, HBAR), bare, koopmons, 1e-12],
  ] as const

  // the torus of the fields is the plane of the trajectories up to kernels that reach its edge: exp(-((pi - 1)/0.4)^2/2) = 6e-7
  test.each(models)(
    '%s: h, d_t zeta_a = X(zeta_a), d_t rho_a = [xi(zeta_a), rho_a]',
    (_, model, right, wrong, tolerance) => {
      const h = model.energy.value(train)
      expect(Math.abs(h - right.energy(state))).toBeLessThan(tolerance)
      expect(Math.abs(h - wrong.energy(state))).toBeGreaterThan(1e-4)
      const X = vectorFieldOn(fields)
      model.transport(X, train)
      const G = fields.allocate()
      model.energy.derivative(G, train)
      const stated = at.map((m, a) => {
        const matrix = new Float64Array(2 * nn)
        fields.packing.addUnpacked(matrix, 0, G, m * nn)
        return [X[0][m], X[1][m], ...turning(matrix, a)]
      })
      const ofTrajectories = ({ gradient }: typeof right): number[] => {
        const out = allocateGradient(shape)
        gradient(out, state)
        return at.flatMap((_m, a) => [
          out.p[a],
          -out.q[a],
          ...turning(out.generator.slice(2 * nn * a, 2 * nn * (a + 1)), a),
        ])
      }
      const difference = (system: typeof right): number =>
        distance(Float64Array.from(stated.flat()), Float64Array.from(ofTrajectories(system)))
      expect(difference(right)).toBeLessThan(tolerance)
      expect(difference(wrong)).toBeGreaterThan(1e-2)
    },
  )

  /** [G, rho_a] */
  const turning = (G: Float64Array, a: number): Float64Array => {
    const [rho, out] = [new Float64Array(2 * nn), new Float64Array(2 * nn)]
    fields.packing.packState(packed, 0, state.psi, 2 * n * a)
    fields.packing.addUnpacked(rho, 0, packed, 0)
    commutator(out, G, rho, n)
    return out
  }
})

/** The trajectories of mean field: D = sum w_i delta(z - zeta_i) and rho = sum w_i psi_i psi_i^+ in (2). */
const meanField = (hamiltonian: HybridHamiltonian, weights: Float64Array, state: ReturnType<typeof sampleCloud>) => {
  const n = hamiltonian.levels
  const size = 2 * n * n
  const force = new Float64Array(size)
  const one = new Float64Array(size)
  weights.forEach((w, a) => {
    hamiltonian.value(one, state.q, state.p, a)
    for (let i = 0; i < size; i++) force[i] += w * one[i]
  })
  /** Tr(rho A) */
  const mean = (A: Float64Array): number =>
    weights.reduce((sum, w, b) => sum + w * expectation(A, 0, state.psi, 2 * n * b, n), 0)
  return Array.from(weights, (_, a) => {
    const [Hq, Hp] = [new Float64Array(size), new Float64Array(size)]
    hamiltonian.gradientQ(Hq, state.q, state.p, a)
    hamiltonian.gradientP(Hp, state.q, state.p, a)
    return { velocity: [mean(Hp), -mean(Hq)], generator: force }
  })
}

describe('the trajectories of (6) and of mean field', () => {
  const n = 3
  const size = 2 * n * n
  const hamiltonian = smoothHamiltonian(n)
  const rhoOf = (psi: Float64Array, a: number): Float64Array => {
    const out = new Float64Array(size)
    for (let j = 0; j < n; j++)
      for (let k = 0; k < n; k++) {
        const [x, y] = [2 * (n * a + j), 2 * (n * a + k)]
        out.set([psi[x] * psi[y] + psi[x + 1] * psi[y + 1], psi[x + 1] * psi[y] - psi[x] * psi[y + 1]], 2 * (j * n + k))
      }
    return out
  }
  const compare = (N: number) => {
    const weights = unequalWeights(N)
    const system = ehrenfest(hamiltonian, { weights, hbar: HBAR })
    const state = sampleCloud(system.shape)
    const gradient = allocateGradient(system.shape)
    system.gradient(gradient, state)
    const other = meanField(hamiltonian, weights, state)
    const turned = new Float64Array(size)
    const mixed = new Float64Array(size)
    const rates = [new Float64Array(size), new Float64Array(size)]
    let difference = 0
    other.forEach(({ velocity, generator }, a) => {
      const rho = rhoOf(state.psi, a)
      for (let i = 0; i < size; i++) mixed[i] += weights[a] * rho[i]
      const own = gradient.generator.slice(size * a, size * (a + 1))
      const pair = [own, generator].map((G, k) => {
        commutator(turned, G, rho, n)
        // rho_t = [G, rho]/(i hbar)
        for (let i = 0; i < size; i++)
          rates[k][i] += (weights[a] / HBAR) * (i % 2 === 0 ? turned[i + 1] : -turned[i - 1])
        return turned.slice()
      })
      difference = Math.max(
        difference,
        Math.abs(gradient.p[a] - velocity[0]),
        Math.abs(-gradient.q[a] - velocity[1]),
        distance(pair[0], pair[1]),
      )
    })
    // d/dt Tr rho^2 = 2 Re Tr(rho^+ rho_t)
    const [ehrenfestPurity, meanFieldPurity] = rates.map(
      (rate) => 2 * rate.reduce((sum, v, i) => sum + v * mixed[i], 0),
    )
    return { difference, ehrenfestPurity, meanFieldPurity }
  }

  test('coincide for N = 1, and not for N = 4', () => {
    expect(compare(1).difference).toBeLessThan(1e-14)
    expect(compare(4).difference).toBeGreaterThan(1e-2)
  })
  test('(6) changes the purity of rho = sum_a w_a psi_a psi_a^+ when N > 1, mean field never', () => {
    for (const N of [1, 4]) expect(Math.abs(compare(N).meanFieldPurity)).toBeLessThan(1e-14)
    expect(Math.abs(compare(1).ehrenfestPurity)).toBeLessThan(1e-14)
    expect(Math.abs(compare(4).ehrenfestPurity)).toBeGreaterThan(1e-3)
  })
})

test('delta xi_a = d_t Sigma_a + [Sigma_a, xi_a]; not with the commutator reversed', () => {
  const n = 2
  const exponential = hermitianExponential(n)
  const A = Float64Array.of(0.3, 0, 0.5, -0.2, 0.5, 0.2, -0.6, 0)
  const B = Float64Array.of(-0.2, 0, 0.1, 0.7, 0.1, -0.7, 0.4, 0)
  // U = exp(-i eps A) exp(-i t B): xi = U_t U^+ = -i exp(-i eps A) B exp(i eps A) and Sigma = U_eps U^+ = -i A
  const xi = (eps: number): Float64Array => {
    const [U, back, left] = [new Float64Array(8), new Float64Array(8), new Float64Array(8)]
    exponential(U, 0, A, 0, eps)
    exponential(back, 0, A, 0, -eps)
    multiply(left, U, B, n)
    multiply(U, left, back, n)
    return U.map((_, i) => (i % 2 === 0 ? U[i + 1] : -U[i - 1]))
  }
  const step = 1e-3
  const rate = xi(step).map((v, i) => (v - xi(-step)[i]) / (2 * step))
  const stated = new Float64Array(8)
  // [-i A, -i B] = -[A, B]
  commutator(stated, B, A, n)
  expect(distance(rate, stated)).toBeLessThan(1e-6)
  expect(
    distance(
      rate,
      stated.map((v) => -v),
    ),
  ).toBeGreaterThan(0.1)
})
