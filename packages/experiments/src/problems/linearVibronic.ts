import { linearVibronic } from '@casimir/models'
import { defineProblem } from './defineProblem.ts'

/** A conical intersection; the defaults are pyrazine's S1 (level 0) and S2 (level 1), modes 6a (tuning) and 10a (coupling). */
export const linearVibronicProblem = defineProblem({
  name: 'linear-vibronic',
  aliases: ['lvc', 'pyrazine'],
  hamiltonian: 'H = sum_j omega_j (p_j^2 + q_j^2)/2 - delta sz + diag(kappa0, kappa1) q1 + lambda q2 sx',
  source: 'A. Raab et al., J. Chem. Phys. 110, 936 (1999): modes 6a and 10a of pyrazine',
  parameters: {
    omegaTuning: { description: 'frequency of the tuning mode q1', default: 0.0739, positive: true },
    omegaCoupling: { description: 'frequency of the coupling mode q2', default: 0.1139, positive: true },
    delta: { description: 'half the energy from level 0 up to level 1 at q = 0', default: 0.423 },
    kappa0: { description: 'slope of level 0 along q1', default: 0.09806 },
    kappa1: { description: 'slope of level 1 along q1', default: -0.13545 },
    lambda: { description: 'coupling of the levels along q2', default: 0.20804 },
  },
  units: { time: 'hbar/eV', length: '1', momentum: '1', energy: 'eV' },
  defaultStep: 0.25,
  groundWidths: (_, hbar) => [Math.sqrt(hbar / 2), Math.sqrt(hbar / 2)],
  build: linearVibronic,
})
