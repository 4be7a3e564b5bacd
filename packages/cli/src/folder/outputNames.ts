const dataNames = [
  'result.h5',
  'observables.csv',
  'observables.csv-metadata.json',
  'particles.csv',
  'report.html',
  'spec.yaml',
  'study.csv',
  'study.csv-metadata.json',
  'tracers.csv',
]

/**
 * Whether a file name is one that a result folder uses, for data or for a figure.
 *
 * @example
 * isOutputName('purity.vl.json') // => true
 * isOutputName('wigner-bloch.svg') // => true
 * isOutputName('study.csv') // => true
 * isOutputName('thesis.tex') // => false
 */
export const isOutputName = (name: string): boolean =>
  dataNames.includes(name) ||
  /^particles-\d+\.csv$/.test(name) ||
  /^(populations|purity|coherence|energy|scattering|final|deviations|population-deviations|against-ehrenfest|(phase-space|wigner)(-[a-z0-9-]+)?)\.(svg|vl\.json)$/.test(
    name,
  )
