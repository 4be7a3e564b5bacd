import { casimir } from './casimir.ts'
import { processTerminal } from './processTerminal.ts'

process.exitCode = await casimir(process.argv.slice(2), processTerminal())
