import { casimir } from './casimir.ts'
import { exitCodes } from './exitCodes.ts'
import { processTerminal } from './processTerminal.ts'

/** Nobody may take a program that was ended by a module of the user's for one that has finished well. */
const endedEarly = (code: number): void => {
  if (code !== exitCodes.ok) return
  process.exitCode = exitCodes.failed
  process.stderr.write(
    'The program was ended before it was done, by process.exit in a module it loaded: remove that.\n',
  )
}

process.on('exit', endedEarly)
process.exitCode = await casimir(process.argv.slice(2), processTerminal())
process.off('exit', endedEarly)
