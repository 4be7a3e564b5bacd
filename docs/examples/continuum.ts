import { solveContinuum } from '@casimir/experiments'
import { hermitianFields, hybridContinuum, phaseSpaceGrid, torusRabi } from '@casimir/models'

const axis = { points: 32, start: -Math.PI, length: 2 * Math.PI }
const fields = hermitianFields(phaseSpaceGrid([axis], [axis]), 2)
// P = D psi psi^+: D smooth and periodic, psi the same everywhere
const initial = fields.allocate()
const theta = 0.8
fields.sample(initial, (m, { 0: q, 1: p }) => {
  const D = Math.exp((Math.cos(q) + Math.cos(p)) / 2)
  m[0] = (D * (1 + Math.cos(theta))) / 2
  m[2] = m[4] = (D * Math.sin(theta)) / 2
  m[6] = (D * (1 - Math.cos(theta))) / 2
})
const model = hybridContinuum(fields, torusRabi({ splitting: 1, coupling: 0.5 }), 1, initial)
const run = solveContinuum({ model, initial, dt: 0.02, end: 3, every: 10 })
const change = (x: ReadonlyArray<number>) => Math.abs(x[x.length - 1] / x[0] - 1).toExponential(0)
console.log(
  `${run.status} at t = ${run.until.toFixed(2)} of 3: energy off by ${change(run.energy)}, mass by ${change(run.mass)}`,
)
console.log(run.message)
