import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, endorsedText, signedText, type Canonical, type PublicKey, type SignatureFile } from '#deliberation'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rotateSigningKey } from '../../platform/signing-keys.ts'
import { readZip } from '../../platform/zip.ts'
import { doAsHub, makeClosed, makeOpen, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { BUNDLE_FILES } from './export-files.ts'
import { openRoom } from './testing/spawned.ts'
import { runCommandLine } from './run.ts'

/** What somebody may hand on who wants others to believe what the hub never published. */
type Files = Readonly<Record<string, string>>

const room = openRoom()
let hub: Hub
let open: Files
let sealed: Files
let keys: string

const camps = (person: number): (1 | -1 | null)[] =>
  SEEDS.map((_, at) => (at === 3 && person % 3 === 0 ? null : (person % 2 === 0) === at % 2 > 0 ? 1 : -1))

beforeAll(async () => {
  hub = await openHub()
  const made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 60, camps)
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 3, rule: 'on-topic' })
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  const closed = await makeClosed(hub, { participation: 'members', bodyId: hub.cast.bodies.lyon })
  await seatCrowd(hub, closed.id, 60, camps)
  await hub.sweep()
  open = await bundleOf(made)
  sealed = await bundleOf(closed)
  keys = await (await hub.as(null).get('/.well-known/passerelle-keys.json')).text()
})
afterAll(async () => {
  await hub.close()
  room.leave()
})

async function bundleOf({ slug }: Made): Promise<Files> {
  const answer = await hub.as(null).get(`/dialogues/${slug}/result/bundle`)
  const files = Object.entries(readZip(new Uint8Array(await answer.arrayBuffer()), BUNDLE_FILES) as Record<string, Uint8Array>)
  return Object.fromEntries(files.map(([name, content]) => [name, Buffer.from(content).toString('utf8')]))
}

let rooms = 0
/** The codes of what fails, and of what one must know. */
async function codesOf(files: Files | Uint8Array, known: string | null = keys): Promise<readonly string[]> {
  rooms += 1
  const path = files instanceof Uint8Array ? join(room.path, `${rooms}.zip`) : room.folder(`${rooms}`, files)
  if (files instanceof Uint8Array) writeFileSync(path, files)
  let answer = ''
  await runCommandLine(['verify', path, '--json', ...(known === null ? [] : ['--key', known])], {
    answer: async (text) => void (answer += typeof text === 'string' ? text : Array.from(text).join('')),
    tell: () => undefined,
    step: () => undefined,
  })
  const { findings } = JSON.parse(answer) as { findings: { code: string; outcome: string }[] }
  return findings.filter(({ outcome }) => outcome !== 'holds').map(({ code }) => code)
}

function changed(files: Files, name: string, from: string | RegExp, to: string): Files {
  const text = files[name] ?? ''
  expect(text.replace(from, to), `${name} is changed`).not.toBe(text)
  return { ...files, [name]: text.replace(from, to) }
}
const signatureIn = (files: Files): SignatureFile => JSON.parse(files['signature.json'] ?? '')
const written = (value: unknown): string => canonicalJson(value as Canonical)
const by = (secret: KeyObject, text: string): string => sign(null, Buffer.from(text), secret).toString('base64')

function newKey(since: string): { readonly key: PublicKey; readonly secret: KeyObject } {
  const { publicKey, privateKey: secret } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const id = createHash('sha256').update(spki).digest('hex').slice(0, 16)
  return { key: { id, publicKey: spki.toString('base64'), since, until: null, endorsement: null }, secret }
}

test('as the hub gives them, both hold', async () => {
  expect([await codesOf(open), await codesOf(sealed)]).toEqual([[], ['form.sealed']])
})

describe('what stands beside the votes', () => {
  test('words of two statements that are changed for each other', async () => {
    const swapped = (open['comments.csv'] ?? '')
      .replace(SEEDS[1] ?? '', '§')
      .replace(SEEDS[2] ?? '', SEEDS[1] ?? '')
      .replace('§', SEEDS[2] ?? '')
    expect(await codesOf({ ...open, 'comments.csv': swapped })).toEqual(['texts.differ'])
    expect(await codesOf(changed(sealed, 'comments.csv', SEEDS[1] ?? '', 'Ban it.'))).toEqual(['form.sealed', 'texts.differ'])
  })

  test('words that are kept back are named, and words put in their place are not believed', async () => {
    expect(await codesOf(changed(open, 'comments.csv', SEEDS[1] ?? '', ''))).toEqual(['texts.withheld'])
    expect(await codesOf(changed(open, 'comments.csv', /(,3,.*,-1,)$/m, '$1Ban it.'))).toEqual(['texts.differ'])
  })

  test('counts in comments.csv, groups in participants-votes.csv, sums in summary.csv', async () => {
    expect(await codesOf(changed(open, 'comments.csv', /^(\d+,[^,]*,0,[^,]*),\d+,\d+,/m, '$1,0,60,'))).toEqual(['beside.differs'])
    expect(await codesOf(changed(open, 'participants-votes.csv', /^(\d+),\w+,/m, '$1,z,'))).toEqual(['beside.differs'])
    expect(await codesOf(changed(open, 'participants-votes.csv', /^(\d+),\w+,/m, '$1,,'))).toEqual(['beside.differs'])
    expect(await codesOf(changed(open, 'summary.csv', 'voters,60', 'voters,6000'))).toEqual(['beside.differs'])
    expect(await codesOf(changed(open, 'summary.csv', /^groups,\d+/m, 'groups,5'))).toEqual(['beside.differs'])
  })

  test('the same in sums whose votes are sealed', async () => {
    expect(await codesOf(changed(sealed, 'comments.csv', /^(\d+,[^,]*,0,),\d*,/m, '$1,59,'))).toEqual(['form.sealed', 'beside.differs'])
    expect(await codesOf(changed(sealed, 'summary.csv', 'voters,60', 'voters,61'))).toEqual(['form.sealed', 'beside.differs'])
    expect(await codesOf(changed(sealed, 'comments.csv', /^(.*),7,/m, '$1,77,'))).toEqual(['form.sealed', 'beside.differs', 'texts.differ'])
    expect(await codesOf(changed(sealed, 'comments.csv', 'comment-id', 'comment'))).toEqual(['form.sealed', 'files.broken'])
  })
})

describe('two readings of one file', () => {
  test('a name that stands twice in one object, however it is written', async () => {
    for (const twice of ['"engine":"older","engine"', '"\\u0065ngine":"older","engine"', '"__proto__":{},"__proto__":{},"engine"'])
      expect([twice, (await codesOf(changed(open, 'certificate.json', '"engine"', twice)))[0]]).toEqual([twice, 'json.twice'])
    expect(await codesOf(changed(open, 'signature.json', '"version"', '"version": 9, "version"'))).toEqual(['json.twice'])
  })

  test('numbers written otherwise are the same numbers', async () => {
    const document = (open['certificate.json'] ?? '').replace('"participants":60', '"participants":6.0e1')
    expect(await codesOf({ ...open, 'certificate.json': `\ufeff ${document}\n` })).toEqual([])
  })

  test('fields that nobody signed', async () => {
    for (const [from, to] of [
      ['"form"', '"approvedBy": "everybody", "form"'],
      ['"keys"', '"note": "verified", "keys"'],
      ['"since"', '"owner": "the ministry", "since"'],
    ] as const)
      expect([to, await codesOf(changed(open, 'signature.json', from, to))]).toEqual([to, ['signature.malformed']])
    const proto = changed(open, 'certificate.json', '"output":{', '"output":{"__proto__":{},')
    expect(await codesOf(proto)).toEqual(['field.differs', 'digest.differs'])
  })

  test('base64 that only some readers take, times that are none', async () => {
    const { signature } = signatureIn(open)
    for (const other of [`${signature.slice(0, 40)}\\n${signature.slice(40)}`, signature.replace(/==$/, ''), `${signature}AAAA`])
      expect([other, await codesOf(changed(open, 'signature.json', signature, other))]).toEqual([other, ['signature.malformed']])
    expect(await codesOf(changed(open, 'signature.json', /"computedAt": "[^"]*"/, '"computedAt": "0"'))).toEqual(['signature.malformed'])
    expect(await codesOf(changed(open, 'signature.json', '"until": null', '"until": "2020-01-01T00:00:00.000Z"'))).toEqual([
      'signature.late',
      'history.broken',
    ])
  })

  test('a document of any shape is a finding, and never more than that', async () => {
    const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`
    for (const [field, value] of [
      ['participants', deep(2500)],
      ['participants', deep(5000)],
      ['groups', '[null,{"size":{}},7]'],
      ['results', '{"0":1}'],
      ['results', '[null,7,[],{"id":{}}]'],
    ] as const) {
      const document = JSON.parse(sealed['certificate.json'] ?? '') as { output: Record<string, unknown> }
      const text = JSON.stringify({ ...document, output: { ...document.output, [field]: '§' } }).replace('"§"', value)
      const codes = await codesOf({ ...sealed, 'certificate.json': text })
      expect([field, value.slice(0, 20), codes.some((code) => code !== 'form.sealed')]).toEqual([field, value.slice(0, 20), true])
    }
  })

  test('a form that only looks sealed', async () => {
    const secret = newKey(NOON.toISOString())
    const document = written({ form: 'passerelle-unsealed-certificate/9', output: {} })
    const certificate = createHash('sha256').update(document).digest('hex')
    const statement = { ...signatureIn(open).statement, certificate, key: secret.key.id }
    const signature = { ...signatureIn(open), statement, signature: by(secret.secret, signedText(statement)), keys: [secret.key] }
    const files = { ...open, 'certificate.json': document, 'signature.json': JSON.stringify(signature) }
    expect(await codesOf(files, null)).toEqual(['form.unknown', 'key.own-word'])
  })
})

test('a signature of the form that knew no words holds, and it is said what it does not cover', async () => {
  const { statement, keys: history } = signatureIn(open)
  const { texts: _, ...others } = statement
  const first = { ...others, form: 'passerelle-signature/1' as const }
  const own = createPrivateKey(readFileSync(join(hub.dataFolder, 'keys', `signing-${statement.key}.pem`), 'utf8'))
  const signature = { statement: first, signature: by(own, signedText(first)), keys: history }
  expect(await codesOf({ ...open, 'signature.json': JSON.stringify(signature) })).toEqual(['texts.unsigned'])
  const worded = { ...signatureIn(open), statement: { ...first, texts: statement.texts } }
  expect(await codesOf({ ...open, 'signature.json': JSON.stringify(worded) })).toEqual(['signature.malformed'])
})

test('what is exported gives, when it is worked out again, the certificate that was signed', async () => {
  let answer = ''
  await runCommandLine(['analyse', room.folder('exported', open), '--json'], {
    answer: async (text) => void (answer += typeof text === 'string' ? text : Array.from(text).join('')),
    tell: () => undefined,
    step: () => undefined,
  })
  expect((JSON.parse(answer) as { certificate: string }).certificate).toBe(signatureIn(open).statement.certificate)
})

describe('zip archives', () => {
  const packed = (files: Files): Record<string, Uint8Array> =>
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)]))

  test('a file that is there twice', async () => {
    expect(await codesOf(zipSync(packed(open)))).toEqual([])
    expect(await codesOf(zipSync({ ...packed(open), 'shown/votes.csv': strToU8('other votes') }))).toEqual(['files.unreadable'])
  })

  test('a size of gigabytes in a header, and thousands of files, are refused before room is made for them', async () => {
    const zip = Buffer.from(zipSync(packed(open)))
    const central = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    zip.writeUInt32LE(0xfffffff0, central + 24)
    const started = process.memoryUsage().arrayBuffers
    expect(await codesOf(zip)).toEqual(['files.unreadable'])
    expect(process.memoryUsage().arrayBuffers - started).toBeLessThan(2 ** 28)
    const many = Object.fromEntries(Array.from({ length: 2000 }, (_, at) => [`${at}.txt`, new Uint8Array(0)]))
    expect(await codesOf(zipSync({ ...many, ...packed(open) }))).toEqual(['files.unreadable'])
  })

  test('names that lead elsewhere write nothing and stand for nothing but their last part', async () => {
    const { 'votes.csv': votes = '', ...others } = open
    expect(await codesOf(zipSync(packed({ ...others, '../../../votes.csv': votes })))).toEqual([])
    expect(await codesOf(zipSync(packed({ ...others, '..\\votes.csv': votes })))).toEqual(['votes.single'])
  })
})

describe('keys', () => {
  test('whoever stole a key that was given up cannot go on with it, by a branch or by a date', async () => {
    const old = signatureIn(open).statement.key
    const stolen = createPrivateKey(readFileSync(join(hub.dataFolder, 'keys', `signing-${old}.pem`), 'utf8'))
    const later = new Date(NOON.getTime() + 3_600_000)
    rotateSigningKey(hub.dataFolder, { now: later, seed: randomBytes(32) })
    const published = await (await hub.as(null).get('/.well-known/passerelle-keys.json')).text()
    expect(await codesOf(open, published), 'a result from before holds').toEqual([])
    const [first] = signatureIn(open).keys
    if (first === undefined) throw new Error('there is no key')

    const branch = newKey(later.toISOString())
    const endorsement = { by: old, signature: by(stolen, endorsedText(branch.key)) }
    const statement = { ...signatureIn(open).statement, computedAt: later.toISOString(), key: branch.key.id }
    const own = { ...signatureIn(open), statement, signature: by(branch.secret, signedText(statement)) }
    const branched = {
      ...own,
      keys: [
        { ...first, until: branch.key.since },
        { ...branch.key, endorsement },
      ],
    }
    const files = { ...open, 'signature.json': JSON.stringify(branched) }
    expect(await codesOf(files, keys), 'who saw the key before it was given up must follow').toEqual([])
    expect(await codesOf(files, published)).toEqual(['key.stranger'])

    const late = { ...signatureIn(open).statement, computedAt: new Date(later.getTime() + 1).toISOString() }
    const dated = { ...signatureIn(open), statement: late, signature: by(stolen, signedText(late)), keys: [first] }
    expect(await codesOf({ ...open, 'signature.json': JSON.stringify(dated) }, published)).toEqual(['signature.late'])
  })

  test('another key under the id of one that is known', async () => {
    const [first] = signatureIn(open).keys
    const other = newKey(NOON.toISOString())
    const statement = { ...signatureIn(open).statement }
    const forged = {
      ...signatureIn(open),
      signature: by(other.secret, signedText(statement)),
      keys: [{ ...first, publicKey: other.key.publicKey }],
    }
    expect(await codesOf({ ...open, 'signature.json': JSON.stringify(forged) })).toEqual(['history.id', 'key.stranger'])
  })
})
