import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { watchRoom } from './room-left.ts'

const folder = mkdtempSync(join(tmpdir(), 'passerelle-room-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('a disk with less room than is kept free is called full, once; a folder that cannot be asked is not', async () => {
  const told: string[] = []
  const watch = (place: string, keepFree: number) => watchRoom(place, { keepFree, everyMs: 5, tell: (line) => void told.push(line) })
  const [full, roomy, gone] = [
    watch(folder, Number.MAX_SAFE_INTEGER),
    watch(folder, 1),
    watch(join(folder, 'gone'), Number.MAX_SAFE_INTEGER),
  ]
  await expect.poll(() => full.isFull()).toBe(true)
  await new Promise((done) => setTimeout(done, 30))
  expect([roomy.isFull(), gone.isFull()]).toEqual([false, false])
  expect(told).toEqual([
    `The disk of ${folder} is nearly full: what is there can be read, and nothing new is taken. Make room on it; the hub goes on by itself.`,
  ])
  for (const room of [full, roomy, gone]) room.stop()
})
