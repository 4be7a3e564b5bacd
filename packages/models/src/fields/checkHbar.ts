/** Throws unless hbar is a finite number >= 0; with 0 the quantum corrections vanish. */
export const checkHbar = (caller: string, hbar: number): void => {
  if (!(hbar >= 0 && hbar < Number.POSITIVE_INFINITY))
    throw new Error(`${caller}: hbar is ${hbar}; give a number >= 0.`)
}
