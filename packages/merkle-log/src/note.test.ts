import { bytesOfBase64 } from '#base'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  allHolds,
  checkCheckpoint,
  checkReceipt,
  considerCheckpoint,
  cosign,
  COSIGNATURE,
  ED25519,
  entriesIn,
  inclusionProof,
  keyOf,
  policyOf,
  readAddCheckpoint,
  readCheckpoint,
  readNote,
  readPath,
  readPolicy,
  readReceipt,
  readVkey,
  signCheckpoint,
  vkeyOf,
  withSignatures,
  writeAddCheckpoint,
  writeNote,
  writePolicy,
  writeReceipt,
  type Policy,
} from './index.ts'
import { entriesTo, entry, LOG, memoryLog, nodeSha256, ORIGIN, signerNamed, verifyEd25519 } from './testing/memory-log.ts'

// The example of c2sp.org/signed-note, with its key.
const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'
const SIGNED = `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`
const TIME = 1_764_190_000
const ONE = signerNamed('one.example/w', 2)
const TWO = signerNamed('two.example/w', 3)
const logKey = keyOf(ORIGIN, ED25519, LOG.publicKey)
const policyText = (quorum: string): string => `# Whom we believe.
log ${vkeyOf(logKey)} https://hub.example.org/log/
witness one ${vkeyOf(keyOf(ONE.name, COSIGNATURE, ONE.publicKey))}
\twitness two  ${vkeyOf(keyOf(TWO.name, COSIGNATURE, TWO.publicKey))} https://two.example/
witness later ${vkeyOf(keyOf('later.example/w', 6, new Uint8Array(1312).fill(7)))}
group both all one two
group some 1 both later
quorum ${quorum}
`
const policy = (quorum: string): Policy => {
  const read = readPolicy(policyText(quorum))
  if ('fault' in read) throw new Error(`${read.line} ${read.fault}`)
  return read
}

async function cosigned(): Promise<{ readonly note: string; readonly receipt: string }> {
  const log = memoryLog()
  await log.add(entriesTo(23))
  const note = await log.checkpoint()
  const text = readNote(note)?.text ?? ''
  const checkpoint = withSignatures(note, [await cosign(text, TIME, ONE), await cosign(text, TIME + 1, TWO)]) ?? ''
  const proof = await inclusionProof(9, 23, log.reader.tile)
  return { note: checkpoint, receipt: writeReceipt({ index: 9, proof, checkpoint, extra: entry(9) }) }
}
const codes = ({ findings }: { readonly findings: readonly { readonly code: string }[] }): readonly string[] =>
  findings.map(({ code }) => code)

describe('the example of the specification', () => {
  test('is read, its signature holds, and is written as it was', async () => {
    const [key, note] = [readVkey(VKEY), readNote(SIGNED)]
    const [line] = note?.signatures ?? []
    expect([key?.id, key?.algorithm, line?.key, note?.text]).toEqual(['530d903a', 1, '530d903a', 'This is an example message.\n'])
    expect(key === null || line === undefined || note === null).toBe(false)
    if (key === null || line === undefined || note === null) return
    expect(await verifyEd25519(key.publicKey, Buffer.from(note.text), line.signature)).toBe(true)
    expect([writeNote(note), vkeyOf(key)]).toEqual([SIGNED, VKEY])
    expect(readVkey(VKEY.replace('530d903a', '530d903b'))).toBe(null)
    expect(readCheckpoint(SIGNED)).toBe(null)
  })

  test('a text with empty lines ends at the last of them', () => {
    const note = SIGNED.replace('This', 'One\n\nThis')
    expect(readNote(note)?.text).toBe('One\n\nThis is an example message.\n')
    const none = ['', '\n\n', SIGNED.trimEnd(), SIGNED.replace('\n\n', '\n'), SIGNED.replace('— ', '- '), SIGNED.replace('an', 'a\u0007n')]
    const others = [SIGNED.replace('IneyaQM=', 'IneyaQN='), SIGNED.replace('foo Uw', 'f+o Uw'), `${SIGNED}\n`, SIGNED.replace('an', 'a\tn')]
    expect([...none, ...others].map(readNote)).toEqual([...none, ...others].map(() => null))
  })
})

describe('checkpoints', () => {
  test('are signed by the log and seen by witnesses', async () => {
    const { note } = await cosigned()
    expect(note.split('\n').slice(0, 2)).toEqual([ORIGIN, '23'])
    const checked = await checkCheckpoint(note, policy('some'), verifyEd25519)
    expect(codes(checked)).toEqual(['checkpoint.signed', 'witness.signed', 'witness.signed', 'quorum.met'])
    expect(checked.findings[1]?.data).toEqual({ witness: 'one', time: '2025-11-26T20:46:40.000Z' })
    expect(checked.witnessed).toEqual([
      { name: 'one', time: TIME },
      { name: 'two', time: TIME + 1 },
    ])
    expect(codes(await checkCheckpoint(note, policy('later'), verifyEd25519)).at(-1)).toBe('quorum.missed')
    expect(codes(await checkCheckpoint(note, policyOf(logKey), verifyEd25519))).toEqual(['checkpoint.signed', 'quorum.none'])
    const alone = note.split('\n').slice(0, -2).join('\n')
    expect(codes(await checkCheckpoint(`${alone}\n`, policy('both'), verifyEd25519)).at(-1)).toBe('quorum.missed')
  })

  test('of a stranger, by a key of another kind, or where nothing can check it, are not believed', async () => {
    const { note } = await cosigned()
    const stranger = await signCheckpoint({ size: 23, root: new Uint8Array(32) }, signerNamed(ORIGIN, 9))
    expect(codes(await checkCheckpoint(stranger, policy('none'), verifyEd25519))).toEqual(['checkpoint.unsigned'])
    const unchecked = await checkCheckpoint(note, policy('none'), async () => null)
    expect([codes(unchecked), unchecked.checkpoint]).toEqual([['checkpoint.unchecked'], null])
    const later = keyOf('later.example/w', 6, new Uint8Array(1312).fill(7))
    const more = withSignatures(note, [{ name: later.name, key: later.id, signature: new Uint8Array(2428) }]) ?? ''
    expect(codes(await checkCheckpoint(more, policy('both'), verifyEd25519))[3]).toBe('witness.unchecked')
    expect(withSignatures(more, readNote(more)?.signatures ?? [])).toBe(more)
  })

  test('each letter that is another one is noticed, in a receipt too', async () => {
    const { receipt } = await cosigned()
    const checking = { policy: policy('both'), verify: verifyEd25519 }
    expect(allHolds((await checkReceipt(receipt, null, checking)).findings)).toBe(true)
    for (let at = 0; at < receipt.length; at += 1) {
      const letter = receipt.charAt(at) === 'A' ? 'B' : 'A'
      const wrong = `${receipt.slice(0, at)}${letter}${receipt.slice(at + 1)}`
      expect([at, allHolds((await checkReceipt(wrong, null, checking)).findings)]).toEqual([at, false])
    }
  })
})

describe('receipts', () => {
  test('hold with the entry that they carry, with the one that is given, and with no other', async () => {
    const { receipt } = await cosigned()
    const checking = { policy: policy('some'), verify: verifyEd25519, sha256: nodeSha256 }
    const own = await checkReceipt(receipt, null, checking)
    expect([codes(own).at(-1), own.entry, own.receipt?.index]).toEqual(['receipt.holds', entry(9), 9])
    expect(codes(await checkReceipt(receipt, entry(8), checking)).at(-1)).toBe('receipt.broken')
    const bare = receipt.replace(/extra .*\n/, '')
    expect(codes(await checkReceipt(bare, null, checking)).at(-1)).toBe('receipt.no-entry')
    expect(codes(await checkReceipt(bare, entry(9), checking)).at(-1)).toBe('receipt.holds')
    expect(codes(await checkReceipt('no receipt', null, checking))).toEqual(['receipt.malformed'])
  })
})

describe('policies', () => {
  test('are read, and written as they are meant', () => {
    const read = policy('some')
    expect([read.logs[0]?.url, read.witnesses.map(({ name }) => name), read.groups, read.quorum]).toEqual([
      'https://hub.example.org/log/',
      ['one', 'two', 'later'],
      [
        { name: 'both', threshold: 2, members: ['one', 'two'] },
        { name: 'some', threshold: 1, members: ['both', 'later'] },
      ],
      'some',
    ])
    expect(readPolicy(writePolicy(read))).toEqual(read)
    expect(readPolicy('quorum none\n')).toEqual({ logs: [], witnesses: [], groups: [], quorum: null })
  })

  test('that are wrong say where', () => {
    const text = policyText('some')
    const [one, two] = [vkeyOf(keyOf(ONE.name, COSIGNATURE, ONE.publicKey)), vkeyOf(keyOf('x', COSIGNATURE, ONE.publicKey))]
    const faults: readonly (readonly [string, number, string])[] = [
      [text.replace('quorum some', ''), 0, 'quorum'],
      [`${text}quorum one\n`, 9, 'quorum'],
      [text.replace('quorum some', 'quorum three'), 8, 'unknown-name'],
      [text.replace('group both all one two', 'group both all one three'), 6, 'unknown-name'],
      [text.replace('group both all one two', 'group both 3 one two'), 6, 'threshold'],
      [text.replace('group both all one two', 'group both 0 one two'), 6, 'threshold'],
      [text.replace('group both all one two', 'group both all one one'), 6, 'duplicate'],
      [text.replace('1 both later', '1 both one'), 7, 'duplicate'],
      [text.replace('group both all one two', 'group both all'), 6, 'form'],
      [text.replace('group both', 'group one'), 6, 'duplicate'],
      [text.replace('witness one', 'witness none'), 3, 'form'],
      [text.replace('witness one', `witness three ${two}\nwitness one`), 4, 'duplicate'],
      [text.replace(one, vkeyOf(keyOf(ONE.name, ED25519, ONE.publicKey))), 3, 'key'],
      [text.replace(vkeyOf(logKey), one), 2, 'key'],
      [text.replace('log ', 'log x'), 2, 'key'],
      [`${text}oracle one\n`, 9, 'word'],
      [text.replace('# Whom', '#\r Whom'), 1, 'character'],
    ]
    expect(faults.map(([wrong]) => readPolicy(wrong))).toEqual(faults.map(([, line, fault]) => ({ line, fault })))
  })
})

test('nothing that is read throws, whatever it is', async () => {
  const { note, receipt } = await cosigned()
  const request = writeAddCheckpoint({ old: 0, proof: [], note })
  const checking = { policy: policy('some'), verify: verifyEd25519 }
  const knowing = { logs: [logKey], last: () => null, verify: verifyEd25519 }
  const readAll = async (text: string): Promise<void> => {
    for (const read of [readNote, readCheckpoint, readVkey, readPolicy, readPath, bytesOfBase64]) read(text)
    entriesIn(Buffer.from(text))
    await checkReceipt(text, null, checking)
    await considerCheckpoint(readAddCheckpoint(text), knowing)
  }
  await fc.assert(fc.asyncProperty(fc.string({ unit: 'binary-ascii', maxLength: 60 }), readAll), { numRuns: 60 })
  for (const text of [note, receipt, request, policyText('some')])
    for (let at = 0; at < text.length; at += 29) await readAll(text.slice(0, at))
  for (let at = 0; at < receipt.length; at += 5) expect(readReceipt(receipt.slice(0, at))?.checkpoint ?? '').not.toBe(note)
})
