import { rashba } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'
import { dimensionless } from './ProblemDefinition.ts'

/** A spin in a wire with Rashba coupling. */
export const rashbaProblem = defineProblem({
  name: 'rashba',
  aliases: [],
  hamiltonian: 'H = p^2/2m + m omega^2 q^2/2 + rashba p sy + (zeeman/2) sz',
  source: 'Yu. A. Bychkov and E. I. Rashba, J. Phys. C 17, 6039 (1984)',
  parameters: {
    mass: { description: 'effective mass m', default: 1, positive: true },
    omega: { description: 'frequency of the trap, 0 for none', default: 1 },
    rashba: { description: 'strength of the spin-orbit coupling', default: 0.5 },
    zeeman: { description: 'Zeeman splitting', default: 1 },
  },
  units: dimensionless,
  defaultStep: 0.05,
  groundWidths: ({ mass, omega }, hbar) => [Math.sqrt(hbar / (2 * mass * Math.abs(omega)))],
  build: rashba,
})
