/** The definitions of a level's population, by the names they are printed under. */
export const populationNames = {
  population: 'diabatic',
  adiabatic: 'adiabatic |c|^2',
  active: 'active state (fssh)',
} as const

/** Which definition of population T and R of a method are of. */
export const scatteredPopulation = (method: string): string =>
  method === 'fssh' ? populationNames.active : populationNames.adiabatic
