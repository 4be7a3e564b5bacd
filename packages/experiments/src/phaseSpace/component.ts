/** What of a hybrid phase-space density is looked at: its trace D, or the difference of two diabatic populations Tr(W sz). */
export type PhaseSpaceComponent = 'density' | 'difference'

/** The matrix M of Tr(W M), row-major interleaved; undefined for a difference of other than two levels. */
export const componentMatrix = (component: PhaseSpaceComponent, levels: number): Float64Array | undefined => {
  if (component === 'difference' && levels !== 2) return undefined
  const matrix = new Float64Array(2 * levels * levels)
  for (let j = 0; j < levels; j++) matrix[2 * (j * levels + j)] = component === 'difference' && j === 1 ? -1 : 1
  return matrix
}
