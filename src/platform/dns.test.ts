import { createSocket, type Socket } from 'node:dgram'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { NamesFault, openNames } from './dns.ts'

// A name server on this machine: just enough of RFC 1035 to answer what is asked here.
const TYPES: Readonly<Record<string, number>> = { A: 1, TXT: 16, AAAA: 28 }
const NO_ERROR = 0
const SERVFAIL = 2
const NXDOMAIN = 3

const RECORDS: Readonly<Record<string, readonly Buffer[]>> = {
  'exemple.org A': [Buffer.from([93, 184, 216, 34]), Buffer.from([127, 0, 0, 1])],
  'exemple.org AAAA': [Buffer.from([0x20, 0x01, 0x48, 0x60, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])],
  'four.exemple.org A': [Buffer.from([1, 1, 1, 1])],
  'exemple.org TXT': [text('v=spf1 -all'), text('passerelle=', 'in two pieces')],
}

function text(...pieces: readonly string[]): Buffer {
  return Buffer.concat(pieces.map((piece) => Buffer.concat([Buffer.from([piece.length]), Buffer.from(piece)])))
}

function answerTo(question: Buffer): Buffer {
  const labels: string[] = []
  let at = 12
  for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
    labels.push(question.subarray(at + 1, at + 1 + length).toString())
    at += length + 1
  }
  const name = labels.join('.')
  const type = Object.keys(TYPES).find((key) => TYPES[key] === question.readUInt16BE(at + 1)) ?? ''
  const found = RECORDS[`${name} ${type}`] ?? []
  const known = Object.keys(RECORDS).some((key) => key.startsWith(`${name} `))
  const code = name === 'broken.exemple.org' ? SERVFAIL : known ? NO_ERROR : NXDOMAIN
  const head = Buffer.from(question.subarray(0, 12))
  head.writeUInt16BE(0x8180 + code, 2)
  head.writeUInt16BE(found.length, 6)
  head.writeUInt32BE(0, 8)
  const records = found.map((data) => {
    const record = Buffer.alloc(12)
    record.writeUInt16BE(0xc00c, 0)
    record.writeUInt16BE(TYPES[type] ?? 0, 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt16BE(data.length, 10)
    return Buffer.concat([record, data])
  })
  return Buffer.concat([head, question.subarray(12, at + 5), ...records])
}

let server: Socket
let names: ReturnType<typeof openNames>
beforeAll(async () => {
  server = createSocket('udp4')
  server.on('message', (question, from) => server.send(answerTo(question), from.port, from.address))
  await new Promise<void>((done) => server.bind(0, '127.0.0.1', done))
  names = openNames([`127.0.0.1:${server.address().port}`])
})
afterAll(() => {
  server.close()
})

test('every address of a name is found, of both kinds', async () => {
  expect((await names.addresses('exemple.org')).toSorted()).toEqual(['127.0.0.1', '2001:4860::1', '93.184.216.34'])
  expect(await names.addresses('four.exemple.org')).toEqual(['1.1.1.1'])
})

test('a text is put together from its pieces', async () => {
  expect((await names.texts('exemple.org')).toSorted()).toEqual(['passerelle=in two pieces', 'v=spf1 -all'])
})

test('what is not there is told from what cannot be asked', async () => {
  expect([await names.texts('four.exemple.org'), await names.texts('none.exemple.org'), await names.addresses('none.exemple.org')]).toEqual(
    [[], [], []],
  )
  await expect(names.texts('broken.exemple.org')).rejects.toBeInstanceOf(NamesFault)
  await expect(names.addresses('broken.exemple.org')).rejects.toBeInstanceOf(NamesFault)
})
