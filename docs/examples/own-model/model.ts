import type { LocalDensity } from '@casimir/algebra'
import { defineProblem, type Energy } from '@casimir/experiments'
import { addDensities, correlationDensity, kinetic, separable, twoLevel } from '@casimir/models'

export const problem = defineProblem({
  name: 'quartic',
  hamiltonian: 'H = (p^2 + q^2)/2 + quartic q^4 + sz/2 + coupling q sx',
  parameters: { quartic: 0.02, coupling: 0.3 },
  build: ({ quartic, coupling }) => {
    // B(q) and dB/dq by their coefficients of 1, sx, sy and sz
    const B = twoLevel(
      (c, x) => c.set([x[0] ** 2 / 2 + quartic * x[0] ** 4, coupling * x[0], 0, 0.5]),
      (c, x) => c.set([x[0] + 4 * quartic * x[0] ** 3, coupling, 0, 0]),
    )
    return separable('quartic', kinetic(2, 1), B)
  },
})

/** f = (strength/2) Tr(P^2)/D with b = -f/D and B = strength P/D */
const alignment = (levels: number, dof: number, strength: number): LocalDensity => ({
  name: 'alignment',
  levels,
  dof,
  axes: [],
  coefficients: 0,
  tabulate: () => {},
  evaluate: (out, o, fields, at) => {
    const [D, last] = [fields[at], levels ** 2]
    let square = 0
    for (let i = 1; i <= last; i++) square += fields[at + i] ** 2
    for (let i = 1; i <= last; i++) out[o + i] = (strength * fields[at + i]) / D
    out[o + last + 1] = (strength * square) / (2 * D)
    out[o] = -out[o + last + 1] / D
  },
})

export const energy: Energy = (hamiltonian, hbar, { strength }) =>
  addDensities(correlationDensity(hamiltonian, hbar), alignment(hamiltonian.levels, hamiltonian.dof, strength))
