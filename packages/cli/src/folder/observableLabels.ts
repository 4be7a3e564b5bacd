import type { RunResult, Units } from '@casimir/experiments'

type Name = Exclude<keyof RunResult['observables'], 'density' | 'adiabaticDensity'>

/** What each observable is, in one phrase, with its units. */
export const observableLabels = (
  units: Units,
): { readonly [name in Name]: readonly [units: string, what: string] } => ({
  population: ['1', 'diabatic population'],
  adiabatic: ['1', 'population |<v_k|psi>|^2 of the eigenstates of B(q), ascending'],
  active: ['1', 'fraction of trajectories whose active state is the eigenstate of B(q), ascending'],
  transmitted: ['1', 'adiabatic population (fssh: active states) beyond the transmission plane'],
  reflected: ['1', 'adiabatic population (fssh: active states) before the transmission plane'],
  inside: ['1', 'probability within the region of interaction'],
  purity: ['1', 'Tr(rho^2) of the quantum density matrix'],
  coherence: ['1', '|rho_jk| of the quantum density matrix'],
  adiabaticCoherence: ['1', '|rho_jk| in the adiabatic basis, continuous gauge'],
  norm: ['1', 'total probability'],
  energy: [units.energy, 'conserved energy of the method'],
  kinetic: [units.energy, 'mean of A(p)'],
  potential: [units.energy, 'mean of B(q) (fssh: energy of the active state)'],
  energyChange: [units.energy, "mean absolute change of a single trajectory's energy since the start"],
  q: [units.length, 'ensemble mean of the position'],
  p: [units.momentum, 'ensemble mean of the momentum'],
})
