import type { RunResult, Units } from '@casimir/experiments'

type Name = Exclude<keyof RunResult['observables'], 'density'>

/** What each observable is, in one phrase, with its units. */
export const observableLabels = (
  units: Units,
): { readonly [name in Name]: readonly [units: string, what: string] } => ({
  population: ['1', 'diabatic population'],
  adiabatic: ['1', 'population of the eigenstates of B(q), ascending'],
  transmitted: ['1', 'adiabatic population beyond the transmission plane'],
  reflected: ['1', 'adiabatic population before the transmission plane'],
  purity: ['1', 'Tr(rho^2) of the quantum density matrix'],
  norm: ['1', 'total probability'],
  energy: [units.energy, 'conserved energy of the method'],
  q: [units.length, 'ensemble mean of the position'],
  p: [units.momentum, 'ensemble mean of the momentum'],
})
