import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { canonicalJson, digestOfTexts, endorsedText, signedText, type Canonical, type PublicKey, type SignatureFile } from '#deliberation'
import { strToU8, zipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rotateSigningKey } from '../../platform/signing-keys.ts'
import { readZip } from '../../platform/zip.ts'
import { doAsHub, makeOpen, seatCrowd, SEEDS, type Made } from '../../testing/dialogues.ts'
import { NOON, openHub, type Hub } from '../../testing/hub.ts'
import { BUNDLE_FILES } from './export-files.ts'
import { openRoom, passerelle } from './testing/spawned.ts'
import { runCommandLine } from './run.ts'

type Files = Readonly<Record<string, string>>
type Verified = { readonly code: number; readonly lines: readonly string[]; readonly told: readonly string[] }

const room = openRoom()
let hub: Hub
let made: Made
let zip: Uint8Array
let bundle: Files

beforeAll(async () => {
  hub = await openHub()
  made = await makeOpen(hub)
  await seatCrowd(hub, made.id, 40, (person) =>
    SEEDS.map((_, at) =>
      (person + at) % 6 === 0 ? null : at === 0 ? 1 : (person % 2 === 0) === at % 2 > 0 ? 1 : person % 5 === 0 ? 0 : -1,
    ),
  )
  await doAsHub(hub, 'dialogue.decline-statement', { dialogue: made.id, statement: 3, rule: 'on-topic' })
  await doAsHub(hub, 'dialogue.mark-statement', { dialogue: made.id, statement: 5, seed: true, meta: true })
  await doAsHub(hub, 'dialogue.close', { dialogue: made.id })
  await hub.sweep()
  zip = await bundleOf(made)
  bundle = filesOf(zip)
})
afterAll(async () => {
  await hub.close()
  room.leave()
})

async function bundleOf({ slug }: Made): Promise<Uint8Array> {
  const answer = await hub.as(null).get(`/dialogues/${slug}/result/bundle`)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/zip'])
  return new Uint8Array(await answer.arrayBuffer())
}

const filesOf = (bytes: Uint8Array): Files =>
  Object.fromEntries(
    Object.entries(readZip(bytes, BUNDLE_FILES) ?? {}).map(([name, content]) => [name, Buffer.from(content).toString('utf8')]),
  )

let rooms = 0
async function verified(files: Files, ...options: readonly string[]): Promise<Verified> {
  rooms += 1
  return typed(room.folder(`bundle ${rooms}`, files), ...options)
}

async function typed(path: string, ...options: readonly string[]): Promise<Verified> {
  let answer = ''
  const told: string[] = []
  const code = await runCommandLine(['verify', path, ...options], {
    answer: async (text) => void (answer += typeof text === 'string' ? text : Array.from(text).join('')),
    tell: (line) => void told.push(line),
    step: () => undefined,
  })
  return { code, lines: answer.trimEnd().split('\n'), told }
}

const failing = ({ lines }: Verified): readonly string[] =>
  lines.filter((line) => line.startsWith('FAILS')).map((line) => line.slice('FAILS  '.length))
const document = (): Record<string, Record<string, unknown>> => JSON.parse(bundle['certificate.json'] ?? '')
const signature = (): SignatureFile => JSON.parse(bundle['signature.json'] ?? '')
const changed = (name: string, from: string | RegExp, to: string): Files => {
  const text = bundle[name] ?? ''
  expect(text.replace(from, to)).not.toBe(text)
  return { ...bundle, [name]: text.replace(from, to) }
}
const written = (value: unknown): string => canonicalJson(value as Canonical)
const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

type Forged = { readonly key: PublicKey; readonly secret: KeyObject }
function strangersKey(since: string): Forged {
  const { publicKey, privateKey: secret } = generateKeyPairSync('ed25519')
  const spki = publicKey.export({ format: 'der', type: 'spki' })
  const id = createHash('sha256').update(spki).digest('hex').slice(0, 16)
  return { key: { id, publicKey: spki.toString('base64'), since, until: null, endorsement: null }, secret }
}
/** What a thief of the old key's file would have. */
const rotatedSecret = (id: string): KeyObject => createPrivateKey(readFileSync(join(hub.dataFolder, 'keys', `signing-${id}.pem`), 'utf8'))
const by = (secret: KeyObject, text: string): string => sign(null, Buffer.from(text), secret).toString('base64')

describe('a bundle as the hub gives it', () => {
  test('holds, as a zip and as a folder, and every line says so', async () => {
    const path = join(room.path, 'result.zip')
    writeFileSync(path, zip)
    const ran = await typed(path)
    expect([ran.code, ran.told, failing(ran)]).toEqual([0, [], []])
    const key = signature().statement.key
    const outputs = Object.keys(document()['output'] ?? {})
    const marks = ran.lines.slice(0, -1).map((line) => line.slice(0, 5))
    expect(marks.filter((mark) => mark === 'holds').length).toBe(marks.length - 1)
    for (const output of outputs) expect(ran.lines).toContain(`holds  output.${output} comes out the same.`)
    expect(ran.lines.at(0)).toBe(`holds  The files were read: ${[...BUNDLE_FILES].toSorted().join(', ')}.`)
    expect(ran.lines).toContain(
      `holds  These are the votes and statements that the certificate was made from (${String(document()['input']?.['root'])}).`,
    )
    expect(ran.lines).toContain(`holds  The certificate is the one that was signed: ${digest(bundle['certificate.json'] ?? '')}.`)
    expect(ran.lines).toContain(
      `holds  The signature was made with the key ${key}: http://hub.test signed version 1 of dialogue ${made.id}, worked out at ${NOON.toISOString()}.`,
    )
    expect(ran.lines.at(-2)).toMatch(`note   The key ${key} is believed on the word of these files alone.`)
    expect(ran.lines.at(-1)).toMatch(/^All of it holds\./)
    expect((await verified(bundle)).lines).toEqual(ran.lines)
  })

  test('says the same as JSON, and as the command that is typed', async () => {
    const folder = room.folder('typed', bundle)
    const { code, stdout, stderr } = await passerelle(['verify', folder, '--json'])
    const { holds, findings } = JSON.parse(stdout) as { holds: boolean; findings: { code: string; outcome: string; sentence: string }[] }
    expect([code, stderr, holds]).toEqual([0, '', true])
    expect(findings.map(({ outcome, sentence }) => `${outcome === 'note' ? 'note ' : outcome}  ${sentence}`)).toEqual(
      (await typed(folder)).lines.slice(0, -1),
    )
  })

  test('is the same that the command line exports', async () => {
    const { document: given, signature: signed } = (await (
      await hub.as(null).api('GET', `/dialogues/${made.id}/result/certificate`)
    ).json()) as Record<string, unknown>
    expect(written(given)).toBe(bundle['certificate.json'])
    expect(signed).toEqual(signature())
  })

  test('holds with the key that is known, by its id, as published, or from before', async () => {
    const published = await (await hub.as(null).get('/.well-known/passerelle-keys.json')).text()
    const file = join(room.path, 'keys.json')
    writeFileSync(file, published)
    for (const key of [signature().statement.key, file, published]) {
      const ran = await verified(bundle, '--key', key)
      expect([ran.code, ran.lines.at(-2)]).toEqual([
        0,
        `holds  The key ${signature().statement.key} is one of those that it was compared with.`,
      ])
    }
    const wrong = await verified(bundle, '--key', 'f'.repeat(16))
    expect([wrong.code, failing(wrong).length]).toEqual([1, 1])
    expect(failing(wrong)[0]).toMatch('is none of those that it was compared with')
    expect((await verified(bundle, '--key', 'nowhere.json')).told[0]).toMatch('is no id of a key')
    expect((await verified(bundle, '--key', '{"keys":[]}')).told).toEqual([
      '--key holds no keys as a hub publishes them under /.well-known/passerelle-keys.json.',
    ])
  })
})

describe('tampering', () => {
  test('one vote in votes.csv', async () => {
    const ran = await verified(changed('votes.csv', /,(-?1)\n$/, ',0\n'))
    expect(ran.code).toBe(1)
    expect(failing(ran)[0]).toMatch(
      /^votes\.csv and participants-votes\.csv do not hold the same votes\. First difference: participant 1039, statement 7: 0 in votes\.csv, -?1 in/,
    )
    expect(failing(ran)[1]).toMatch('These are not the votes and statements')
  })

  test('the same vote in both files', async () => {
    const votes = (bundle['votes.csv'] ?? '').trimEnd().split('\n')
    const last = votes.at(-1)?.split(',') ?? []
    votes[votes.length - 1] = [...last.slice(0, 4), last[4] === '1' ? '-1' : '1'].join(',')
    const rows = (bundle['participants-votes.csv'] ?? '').trimEnd().split('\n')
    rows[rows.length - 1] = rows.at(-1)?.replace(/(-?1)$/, last[4] === '1' ? '-1' : '1') ?? ''
    const ran = await verified({ ...bundle, 'votes.csv': `${votes.join('\n')}\n`, 'participants-votes.csv': `${rows.join('\n')}\n` })
    expect(ran.code).toBe(1)
    expect(ran.lines[1]).toMatch(/^holds {2}votes\.csv and participants-votes\.csv hold the same votes/)
    expect(failing(ran)[0]).toMatch('These are not the votes and statements')
    expect(failing(ran).some((line) => line.startsWith('output.results['))).toBe(true)
  })

  test('one number of the certificate', async () => {
    const forged = document()
    const results = forged['output']?.['results'] as { agrees: number }[]
    const before = results[2]?.agrees ?? 0
    Object.assign(results[2] as object, { agrees: before + 1 })
    const ran = await verified({ ...bundle, 'certificate.json': written(forged) })
    expect([ran.code, failing(ran)]).toEqual([
      1,
      [
        `output.results[2].agrees does not come out: published ${before + 1}, recomputed ${before}.`,
        `The certificate is not the one that was signed: signed ${digest(bundle['certificate.json'] ?? '')}, recomputed ${digest(written(forged))}.`,
      ],
    ])
  })

  test('the version of the engine', async () => {
    const ran = await verified({ ...bundle, 'certificate.json': written({ ...document(), engine: 'passerelle-deliberation/1' }) })
    expect(ran.code).toBe(1)
    expect(failing(ran)[0]).toMatch('names the program passerelle-deliberation/1')
    expect(failing(ran)[1]).toMatch('The certificate is not the one that was signed')
  })

  test('a statement that was declined and is shown as published', async () => {
    const ran = await verified(changed('comments.csv', /(,3,.*),-1,/, '$1,1,'))
    expect(ran.code).toBe(1)
    expect(failing(ran)[0]).toMatch('These are not the votes and statements')
    expect(failing(ran)).toContain('input.statements.live does not come out: published 6, recomputed 7.')
  })

  test('one participant who is dropped', async () => {
    const without = (name: string, pattern: RegExp) => (bundle[name] ?? '').replaceAll(pattern, '')
    const ran = await verified({
      ...bundle,
      'votes.csv': without('votes.csv', /^.*,1007,-?\d\n/gm),
      'participants-votes.csv': without('participants-votes.csv', /^1007,.*\n/gm),
    })
    expect(ran.code).toBe(1)
    expect(failing(ran)).toContain('input.participants does not come out: published 40, recomputed 39.')
  })

  test('a result that was made up and signed with another key', async () => {
    const stranger = strangersKey(signature().keys[0]?.since ?? '')
    const statement = { ...signature().statement }
    const forged = { ...signature(), signature: by(stranger.secret, signedText(statement)) }
    const ran = await verified({ ...bundle, 'signature.json': JSON.stringify(forged) })
    expect([ran.code, failing(ran)]).toEqual([
      1,
      [`The signature was not made with the key ${statement.key} over what signature.json says.`],
    ])

    const own = { ...statement, key: stranger.key.id }
    const whole = { ...signature(), statement: own, signature: by(stranger.secret, signedText(own)), keys: [stranger.key] }
    const believed = await verified({ ...bundle, 'signature.json': JSON.stringify(whole) })
    expect(believed.code, 'without a key that is known nobody can tell').toBe(0)
    const known = await verified({ ...bundle, 'signature.json': JSON.stringify(whole) }, '--key', statement.key)
    expect(known.code).toBe(1)
    expect(failing(known)[0]).toMatch(`The key ${stranger.key.id} is none of those that it was compared with`)
  })

  test('what is signed: another dialogue, hub, version, hour', async () => {
    for (const [field, value] of Object.entries({
      dialogue: 'other',
      hub: 'https://other.example',
      version: 7,
      computedAt: '2026-03-02T12:00:00.000Z',
    })) {
      const forged = { ...signature(), statement: { ...signature().statement, [field]: value } }
      const ran = await verified({ ...bundle, 'signature.json': JSON.stringify(forged) })
      expect([field, ran.code, failing(ran)[0]?.slice(0, 31)]).toEqual([field, 1, 'The signature was not made with'])
    }
  })

  test('a key slipped into the history', async () => {
    const since = '2026-03-01T11:00:00.000Z'
    const stranger = strangersKey(since)
    const [first] = signature().keys
    const endorsement = { by: first?.id ?? '', signature: by(stranger.secret, endorsedText(stranger.key)) }
    const statement = { ...signature().statement, key: stranger.key.id }
    const keys = [
      { ...first, until: since },
      { ...stranger.key, endorsement },
    ]
    const ran = await verified({
      ...bundle,
      'signature.json': JSON.stringify({ ...signature(), statement, signature: by(stranger.secret, signedText(statement)), keys }),
    })
    expect([ran.code, failing(ran)]).toEqual([
      1,
      [`The key ${stranger.key.id} is not endorsed by the one before it. Somebody may have slipped it in.`],
    ])
    const known = await verified(
      {
        ...bundle,
        'signature.json': JSON.stringify({ ...signature(), statement, signature: by(stranger.secret, signedText(statement)), keys }),
      },
      '--key',
      first?.id ?? '',
    )
    expect(failing(known).length, 'a forged endorsement leads to nobody').toBe(2)
    const renamed = { ...signature(), keys: [{ ...first, publicKey: stranger.key.publicKey }] }
    expect(failing(await verified({ ...bundle, 'signature.json': JSON.stringify(renamed) }))).toContain(
      `The key ${first?.id} does not have the id that belongs to it, or is there twice.`,
    )
  })

  test('a zip that is cut short, files that are missing or broken', async () => {
    for (const [name, bytes] of [
      ['short.zip', zip.slice(0, zip.length - 40)],
      ['half.zip', zip.slice(0, zip.length / 2)],
      ['none.zip', strToU8('no zip at all')],
    ] as const) {
      const path = join(room.path, name)
      writeFileSync(path, bytes)
      const ran = await typed(path)
      expect([ran.code, failing(ran)]).toEqual([
        1,
        [`${name} is no zip archive, is cut short or damaged, or holds a file twice or far more than a result has.`],
      ])
    }
    const { 'signature.json': _signature, ...unsigned } = bundle
    expect(failing(await verified(unsigned))).toEqual(['The file signature.json is missing.'])
    expect(failing(await verified({ ...bundle, 'certificate.json': '{' }))).toEqual([
      'The certificate is not what a hub writes; the trouble is at certificate.json.',
    ])
    expect(failing(await verified({ ...bundle, 'signature.json': '[]' }))).toEqual([
      'signature.json is not what a hub writes; the trouble is at signature.',
    ])
    expect(failing(await verified(changed('votes.csv', ',1000,1\n', ',1000,7\n')))[0]).toMatch(
      /^A file cannot be read\. votes\.csv, line \d+: the vote is 7;/,
    )
    const nowhere = await typed(join(room.path, 'nowhere'))
    expect([nowhere.code, nowhere.told]).toEqual([1, [`There is no file or folder ${join(room.path, 'nowhere')}.`]])
  })

  test('a certificate nested without end, or with numbers that are none, is malformed and nothing worse', async () => {
    for (const text of [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, '{"form":1e999}', 'null', '7'])
      expect([text.slice(0, 20), (await verified({ ...bundle, 'certificate.json': text })).code]).toEqual([text.slice(0, 20), 1])
  })
})

test('one file of votes is enough, and it is said that the other was not there to compare', async () => {
  for (const file of ['votes.csv', 'participants-votes.csv']) {
    const { [file]: _gone, ...rest } = bundle
    const ran = await verified(rest)
    expect([ran.code, failing(ran), ran.lines[1]?.slice(0, 27)]).toEqual([0, [], 'note   Votes were read from'])
  }
})

test('a sealed certificate: digest and signature are checked, and it is said that the numbers cannot be', async () => {
  const stranger = strangersKey(NOON.toISOString())
  const sealed = written({ form: 'passerelle-sealed-certificate/1', engine: 'e', output: {} })
  const statement = { ...signature().statement, certificate: digest(sealed), key: stranger.key.id, texts: digestOfTexts([]) }
  const signed = JSON.stringify({ statement, texts: [], signature: by(stranger.secret, signedText(statement)), keys: [stranger.key] })
  const ran = await verified({ 'certificate.json': sealed, 'signature.json': signed })
  expect([ran.code, failing(ran)]).toEqual([0, []])
  expect(ran.lines[0]).toMatch(/^note {3}Votes of this dialogue are not given out \(passerelle-sealed-certificate\/1\)/)
  expect(ran.lines.at(-1)).toMatch('cannot be worked out again')
  const other = await verified({ 'certificate.json': sealed.replace('"e"', '"f"'), 'signature.json': signed })
  expect(failing(other)[0]).toMatch('The certificate is not the one that was signed')
})

test('after a rotation the old result holds, and who knows the old key knows the new one', async () => {
  const old = signature().statement.key
  const later = new Date(NOON.getTime() + 3_600_000)
  const next = rotateSigningKey(hub.dataFolder, { now: later, seed: randomBytes(32) })
  hub.setNow(new Date(later.getTime() + 60_000))
  const again = filesOf(await bundleOf(made))
  const ran = await verified(again)
  expect([ran.code, failing(ran)]).toEqual([0, []])
  expect(ran.lines).toContain('holds  Each of the 2 keys of the hub but the first is endorsed by the one before it.')
  expect((JSON.parse(again['signature.json'] ?? '') as SignatureFile).statement.key).toBe(old)

  const newer = await makeOpen(hub, { title: 'After the rotation' })
  await seatCrowd(hub, newer.id, 12, (person) => SEEDS.map((_, at) => (person % 2 === at % 2 ? 1 : -1)))
  await hub.sweep()
  const fresh = filesOf(await bundleOf(newer))
  expect((JSON.parse(fresh['signature.json'] ?? '') as SignatureFile).statement.key).toBe(next.id)
  const known = await verified(fresh, '--key', old)
  expect([known.code, known.lines.at(-2)]).toEqual([
    0,
    `holds  The key ${next.id} follows by endorsements from ${old}, with which it was compared.`,
  ])

  // Signed with the old key, but for a result from after its end.
  const late = { ...(JSON.parse(again['signature.json'] ?? '') as SignatureFile) }
  const secret = rotatedSecret(old)
  const statement = { ...late.statement, computedAt: new Date(later.getTime() + 1).toISOString() }
  const forged = await verified({
    ...again,
    'signature.json': JSON.stringify({ ...late, statement, signature: by(secret, signedText(statement)) }),
  })
  expect(failing(forged)).toEqual([`The key ${old} was given up at ${later.toISOString()}, but the result is of ${statement.computedAt}.`])
  hub.setNow(NOON)
})

test('files in a folder of the zip are found too', async () => {
  const path = join(room.path, 'packed.zip')
  writeFileSync(path, zipSync(Object.fromEntries(Object.entries(bundle).map(([name, text]) => [`a/b/${name}`, strToU8(text)]))))
  expect((await typed(path)).code).toBe(0)
  mkdirSync(join(room.path, 'empty'))
  expect(failing(await typed(join(room.path, 'empty')))).toEqual([
    'The file certificate.json is missing.',
    'The file signature.json is missing.',
  ])
})
