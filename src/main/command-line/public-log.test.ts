import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { jcs } from '#base'
import { writeReceipt } from '#merkle-log'
import { commitmentOf, OPENED_FORM } from '../../modules/transparency/module.ts'
import { quickFolder } from '../../testing/quick-place.ts'
import { passerelleHere } from './testing/spawned.ts'

test('a receipt fits its words, and no others, without a hub', async () => {
  const folder = quickFolder('passerelle-receipt-')
  const salt = Buffer.alloc(32, 5)
  const value = { text: 'Every school abroad should teach one hour of history.', language: 'en' }
  const entry = jcs({ t: 'statement.published', day: '2026-03-01', event: 'x', commits: commitmentOf(salt, value) })
  const proof = writeReceipt({ index: 12, proof: [], checkpoint: 'none\n', extra: Buffer.from(entry) })
  const opened = { form: OPENED_FORM, entry: 12, salt: salt.toString('hex'), value }
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const receipt = file('12.tlog-proof', proof)
  const check = async (words: unknown) => {
    const { code, stdout } = await passerelleHere(['log', 'words', receipt, file('words.json', JSON.stringify(words)), '--json'])
    return [code, stdout.trim()]
  }
  expect(await check(opened)).toEqual([0, '{"fits":true,"entry":12,"day":"2026-03-01"}'])
  const fails = [1, '{"fits":false,"entry":12,"day":"2026-03-01"}']
  expect(await check({ ...opened, value: { ...value, text: 'Every school abroad should teach two hours of history.' } })).toEqual(fails)
  expect(await check({ ...opened, entry: 13 })).toEqual(fails)
  expect(await check({ ...opened, salt: '06'.repeat(32) })).toEqual(fails)
  expect((await check({ words: 'any' }))[0]).toBe(1)
})
