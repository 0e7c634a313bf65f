import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommandLine } from '../run.ts'
import { openTerminal } from '../terminal.ts'

export const ROOT = join(import.meta.dirname, '../../../..')
/** What one process has compiled, the next one finds: a quarter of the time that a command takes to begin. */
const COMPILED = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules/.cache/compiled') }

export type Ran = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** The command as it is typed, without npm around it, in an environment that holds what is given and nothing else that a command reads. */
export function passerelle(args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  const options = { cwd: ROOT, env: { ...COMPILED, ...environment }, maxBuffer: 64 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, ['--import', 'tsx', 'src/main/cli.ts', ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr })
      else if (typeof error.code === 'number') resolve({ code: error.code, stdout, stderr })
      else reject(error)
    })
  })
}

/**
 * The same in this process, which has loaded already what a command needs: for what a command does, where it is not the process that is tried.
 * What the hub writes into its log goes to standard error and is not in the answer.
 */
export async function passerelleHere(args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> {
  const told = { stdout: '', stderr: '' }
  const into = (name: keyof typeof told): Pick<NodeJS.WriteStream, 'write'> => ({
    write(text: string | Uint8Array, ...more: unknown[]) {
      told[name] += String(text)
      const taken = more.at(-1)
      if (typeof taken === 'function') taken()
      return true
    },
  })
  const code = await runCommandLine(args, { ...openTerminal(into('stdout'), into('stderr')), environment })
  return { code, ...told }
}

export type Room = {
  readonly path: string
  folder(name: string, files: Readonly<Record<string, string | Uint8Array>>): string
  leave(): void
}

/** A place of the test's own: on the disk, or where it is told. */
export function openRoom(path = mkdtempSync(join(tmpdir(), 'passerelle-command-'))): Room {
  return {
    path,
    folder(name, files) {
      const folder = join(path, name)
      mkdirSync(folder)
      for (const [file, content] of Object.entries(files)) writeFileSync(join(folder, file), content)
      return folder
    },
    leave: () => rmSync(path, { recursive: true, force: true }),
  }
}

export const COMMENTS = `timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body,is-meta
1700000003000,,3,11,0,0,-1,"Away with it, all",false
1700000000000,,0,10,2,1,1,More benches in the park,false
1700000001000,,1,11,1,1,0,"The ""old"" bridge stays",false
1700000002000,,2,10,1,0,1,This takes too long,true
1700000004000,,4,10,0,0,0,,false
`

/** Participant 10 changes their mind on 0 in the same instant; the last line is older than what 12 said before. */
export const VOTES = `timestamp,datetime,comment-id,voter-id,vote
1700000010000,,0,10,-1
1700000010000,,0,10,1
1700000011000,,1,10,0
1700000012000,,0,11,1
1700000013000,,1,11,-1
1700000014000,,2,11,1
1700000016000,,1,12,1
1700000015000,,1,12,0
`
