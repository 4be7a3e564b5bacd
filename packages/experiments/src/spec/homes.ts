import { listed } from './describeValue.ts'

const ofMethod = (...names: ReadonlyArray<string>): string => `to the method ${listed(names, 'or')}`
const inside = (section: string): string => `in '${section}'`
const TOP = 'at the top level of the document'

/** Where keys live, for those who wrote one in the wrong section. */
export const homes: { readonly [key: string]: string } = {
  hbar: TOP,
  problem: TOP,
  initial: TOP,
  time: TOP,
  integrator: TOP,
  guards: TOP,
  snapshots: TOP,
  end: inside('time'),
  record: inside('time'),
  dt: inside('integrator'),
  tolerance: inside('integrator'),
  iterations: inside('integrator'),
  particles: ofMethod('ehrenfest', 'mean-field', 'koopmon', 'closure'),
  sampling: ofMethod('ehrenfest', 'mean-field', 'koopmon', 'closure'),
  seed: ofMethod('ehrenfest', 'mean-field', 'koopmon', 'closure'),
  tracers: ofMethod('ehrenfest', 'mean-field', 'koopmon', 'closure'),
  mollifier: ofMethod('koopmon', 'closure'),
  lattice: ofMethod('koopmon', 'closure'),
  module: "to 'problem' or to the method closure",
  export: "to 'problem' or to the method closure",
  parameters: ofMethod('closure'),
  grid: ofMethod('exact'),
  functions: ofMethod('exact'),
  alpha: inside('method.mollifier'),
  degree: inside('method.mollifier'),
  cutoff: inside('method.mollifier'),
  spacing: inside('method.lattice'),
  box: inside('method.grid'),
  points: inside('method.grid'),
  wavepacket: inside('initial'),
  point: inside('initial'),
  q: inside('initial.wavepacket'),
  p: inside('initial.wavepacket'),
  sigma: inside('initial.wavepacket'),
  basis: inside('initial.wavepacket'),
  level: inside('initial.wavepacket'),
  psi: inside('initial.wavepacket'),
}
