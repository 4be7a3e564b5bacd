import { allocateHybrid } from '@casimir/algebra'
import { standardNormal } from '@casimir/experiments'
import { implicitMidpoint } from '@casimir/integrators'
import { bspline, koopmon, rabi } from '@casimir/models'

const N = 300
const weights = new Float64Array(N).fill(1 / N)
const mollifier = { q: [bspline(5, 0.35)], p: [bspline(5, 0.35)] }
const system = koopmon(rabi({ omega: 1, splitting: 1, coupling: 0.1 }), { weights, hbar: 1, mollifier, spacing: 0.7 })
const state = allocateHybrid(system.shape)
const { points } = standardNormal(2, { particles: N, sampling: 'halton', seed: 1 })
for (let a = 0; a < N; a++) {
  state.q[a] = 1.5 + Math.SQRT1_2 * points[2 * a]
  state.p[a] = Math.SQRT1_2 * points[2 * a + 1]
  state.psi[4 * a] = 1
}
const start = system.energy(state)
const { flow, counts } = implicitMidpoint(system)
for (let k = 0; k < 100; k++) if (flow(state, 0.05) !== 0) throw new Error('the step did not converge')
console.log(`energy error ${(system.energy(state) - start).toExponential(1)} in ${counts().evaluations} gradients`)
