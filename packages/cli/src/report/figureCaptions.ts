/** The figures of result folders by file name, in the order they are shown, with what each shows. */
const captions: ReadonlyArray<readonly [name: string, caption: string]> = [
  [
    'scattering',
    'Transmitted and reflected populations against what the study sweeps; a point that is not over is left out.',
  ],
  ['final', 'The last record of populations and purity against what the study sweeps.'],
  ['deviations', 'Root mean square deviations from exact against what the study sweeps.'],
  ['population-deviations', 'Root mean square deviation of the populations from exact at every point of the study.'],
  [
    'against-ehrenfest',
    'Difference of the population deviations of a method and of Ehrenfest: where it is positive, the method is further from exact than Ehrenfest.',
  ],
  ['populations', 'Populations of the levels against time.'],
  ['purity', 'Purity Tr(rho^2) of the quantum density matrix against time.'],
  ['coherence', 'Coherences |rho_jk| of the quantum density matrix against time.'],
  ['energy', 'Change of the energy that each method conserves, against time.'],
  ['phase-space', 'Koopmon trajectories in phase space over their mollified density.'],
  ['wigner', 'Phase-space densities at equal times: the exact Wigner function, and koopmons.'],
  [
    'wigner-bloch',
    'Difference of the densities of the two levels in phase space at equal times: the exact hybrid Wigner function, and koopmons.',
  ],
]

/** Files that every result folder of a run or of a comparison has. */
export const expectedFigures: ReadonlyArray<string> = ['populations', 'purity', 'energy']

/** The entry of a figure: that of the longest name it begins with. */
const entryOf = (name: string): number => {
  const fits = captions.flatMap(([known], i) => (name === known || name.startsWith(`${known}-`) ? [i] : []))
  return fits.sort((a, b) => (captions[b]?.[0].length ?? 0) - (captions[a]?.[0].length ?? 0))[0] ?? captions.length
}

/** Names in the order the figures are shown. */
export const orderedFigures = (names: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...names].sort((a, b) => entryOf(a) - entryOf(b) || (a < b ? -1 : 1))

/**
 * What a figure shows, by the name of its file without extension; the run a figure is of stands before it.
 *
 * @example
 * figureCaption('purity') // => 'Purity Tr(rho^2) of the quantum density matrix against time.'
 * figureCaption('phase-space-koopmon-2') // => 'koopmon-2: Koopmon trajectories in phase space over their mollified density.'
 */
export const figureCaption = (name: string): string => {
  const [known, caption] = captions[entryOf(name)] ?? ['', name]
  const run = name.slice(known.length + 1)
  return run === '' || known === '' ? caption : `${run}: ${caption}`
}
