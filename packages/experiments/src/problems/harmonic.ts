import { harmonic } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'
import { dimensionless } from './ProblemDefinition.ts'

/** An oscillator beside two levels, uncoupled. */
export const harmonicProblem = defineProblem({
  name: 'harmonic',
  aliases: ['uncoupled'],
  hamiltonian: 'H = (p^2 + omega^2 q^2)/2 + (splitting/2) sz + (tunnelling/2) sx',
  source: 'uncoupled, solvable in closed form',
  parameters: {
    omega: { description: 'oscillator frequency', default: 1, positive: true },
    splitting: { description: 'energy splitting of the two levels', default: 1 },
    tunnelling: { description: 'tunnel splitting of the two levels', default: 0.5 },
  },
  units: dimensionless,
  defaultStep: 0.05,
  groundWidths: ({ omega }, hbar) => [Math.sqrt(hbar / (2 * omega))],
  build: harmonic,
})
