import { configureGlobal } from 'fast-check'

/** The seed of every CI run; locally each file draws its own unless CASIMIR_SEED says otherwise. */
const CI_SEED = 20230801

const chooseSeed = (given: string | undefined, inCi: boolean): number => {
  if (given === undefined || given === '') return inCi ? CI_SEED : Math.floor(Math.random() * 2 ** 31)
  const seed = Number(given)
  if (!Number.isInteger(seed)) throw new Error(`CASIMIR_SEED is '${given}'; give a whole number.`)
  return seed
}

const seed = chooseSeed(process.env.CASIMIR_SEED, Boolean(process.env.CI))
configureGlobal({ seed, numRuns: 60 })
console.info(`seed ${seed}: repeat with CASIMIR_SEED=${seed}`)
