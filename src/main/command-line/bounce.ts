import type { Asked } from './asked.ts'
import { InputRefused } from './faults.ts'
import type { Terminal } from './terminal.ts'
import { withHub } from './with-hub.ts'

const MOST_BYTES = 2 * 1024 * 1024

const SENTENCES: Readonly<Record<string, string>> = {
  counted: 'A letter came back; it was counted.',
  stopped: 'A letter came back; no more letters are sent to that account.',
  ended: 'Somebody ended letters by writing; it was done.',
  nothing: 'This is no report that a letter of this hub was refused for good; nothing was done.',
}

/** One letter on standard input, as a mail server pipes it. What is none of the hub's is no fault: a mail server would send it back again. */
export async function takeBounce(asked: Asked, terminal: Terminal): Promise<void> {
  const message = await standardInput()
  await withHub(terminal, async (hub) => {
    const done = await hub.call('notices.take-letter-back', { message })
    const outcome = typeof done === 'object' && done !== null && 'outcome' in done ? String(done.outcome) : 'nothing'
    await terminal.answer(asked.has('json') ? `${JSON.stringify({ outcome })}\n` : `${SENTENCES[outcome] ?? outcome}\n`)
  })
}

async function standardInput(): Promise<string> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of process.stdin) {
    const part = Buffer.from(piece as Uint8Array)
    bytes += part.length
    if (bytes > MOST_BYTES) throw new InputRefused('The letter is larger than 2 MiB.')
    pieces.push(part)
  }
  if (bytes === 0) throw new InputRefused('There is no letter on standard input: passerelle bounce < letter.')
  return Buffer.concat(pieces).toString('utf8').replaceAll('\0', '')
}
