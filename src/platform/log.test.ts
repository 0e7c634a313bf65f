import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

function logged(say: (log: ReturnType<typeof openLog>) => void): string {
  let text = ''
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  })
  say(openLog('info', sink))
  return text
}

const fault = (message: string, more: object) => Object.assign(new Error(message), more)

test('of an error its place is told, and no value that it quotes', () => {
  const row = fault('new row for relation "account" violates check constraint "x"', {
    ...{ code: '23514', table: 'account', constraint: 'x', detail: 'Failing row contains (mai@example.org, hunter2).', where: 'hunter2' },
    parameters: ['hunter2'],
  })
  const text = logged((log) => log.error({ err: row }, 'A request failed.'))
  expect(text).not.toMatch(/hunter2|mai@/)
  expect(JSON.parse(text)).toMatchObject({
    err: { code: '23514', table: 'account', constraint: 'x', stack: expect.stringContaining('log.test.ts') },
  })
})

test('a value that does not fit is left out of the sentence and of the stack', () => {
  const text = logged((log) => log.error({ err: fault('invalid input syntax for type uuid: "hunter2"', { code: '22P02' }) }, 'Failed.'))
  expect([text.includes('hunter2'), text.includes('a value that does not fit'), text.includes('22P02')]).toEqual([false, true, true])
})

test('a mail server’s refusal keeps its number, and loses the address', () => {
  const refusal = fault('Can’t send mail: 550 <leila.o-b@post.example.org> unknown', {
    ...{ code: 'EENVELOPE', responseCode: 550, response: '550 leila.o-b@post.example.org', rejected: ['leila.o-b@post.example.org'] },
  })
  const text = logged((log) => log.error({ err: refusal }, 'A job failed.'))
  expect([text.includes('leila'), text.includes('550 <[address]>'), text.includes('"responseCode":550')]).toEqual([false, true, true])
})

test('the cause of an error is told in the same way, and what is no error tells only its kind', () => {
  const text = logged((log) => log.error({ err: new Error('outer', { cause: fault('inner of a@b.example', {}) }) }, 'Failed.'))
  expect([text.includes('inner of [address]'), text.includes('a@b.example')]).toEqual([true, false])
  expect(JSON.parse(logged((log) => log.error({ err: 'hunter2' }, 'Failed.'))).err).toEqual({ type: 'string' })
})

test('what is handed over by mistake under a name of ours is cut out', () => {
  const text = logged((log) =>
    log.info({ email: 'hunter2', request: { cookie: 'hunter2', authorization: 'hunter2' }, token: 'hunter2' }, 'x'),
  )
  expect(text.includes('hunter2')).toBe(false)
})
