import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { bundlePath, TILE_WIDTH, tilePath, type LogReader } from '#merkle-log'
import { openNames } from '../../platform/dns.ts'
import { FetchFault, openSafeFetch, type FetchFaultCode, type FetchWants } from '../../platform/safe-fetch.ts'
import { codeOf, HubFault, InputRefused } from './faults.ts'
import { harmless } from './terminal.ts'

/** Where a log lies: at an address, or in a folder with the same files. */
export type LogPlace = LogReader & { readonly name: string; checkpoint(): Promise<string | null> }

export const isAddress = (given: string): boolean => /^https?:\/\//i.test(given)

/** A folder that holds a checkpoint is a log. */
export const isLogFolder = (path: string): boolean => existsSync(join(path, 'checkpoint')) && statSync(path).isDirectory()

export function openLogPlace(given: string): LogPlace {
  const read = isAddress(given) ? readerOfAddress(given) : readerOfFolder(given)
  // A partial file may be gone once the whole one is there.
  const either = async (path: string, whole: string): Promise<Uint8Array | null> =>
    (await read(path)) ?? (whole === path ? null : await read(whole))
  return {
    name: given,
    tile: async (tile) => either(tilePath(tile), tilePath({ ...tile, width: TILE_WIDTH })),
    entries: async (bundle) => either(bundlePath(bundle), bundlePath({ ...bundle, width: TILE_WIDTH })),
    async checkpoint() {
      const bytes = await read('checkpoint')
      return bytes === null ? null : Buffer.from(bytes).toString('utf8')
    },
  }
}

type ReadFile = (path: string) => Promise<Uint8Array | null>

export const readerOfFolder =
  (folder: string): ReadFile =>
  async (path) => {
    try {
      return readFileSync(join(folder, path))
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null
      throw new InputRefused(`${join(folder, path)} cannot be read (${codeOf(error)}).`)
    }
  }

/** A bundle of 256 entries, each as long as one may be. */
const MOST_BYTES = TILE_WIDTH * 65_537
const MOST_MS = 30_000

function readerOfAddress(address: string): ReadFile {
  const base = address.replace(/\/*$/, '/')
  return async (path) => {
    const { status, body } = await ask(`${base}${path}`, { mostBytes: MOST_BYTES, mostMs: MOST_MS })
    if (status === 200) return body
    if (status === 404 || status === 410) return null
    throw new HubFault(`${harmless(base)}${path} answered ${status}.`)
  }
}

const WHY: Readonly<Record<FetchFaultCode, string>> = {
  address: 'it leads to an address that is not of the open internet',
  connection: 'no connection',
  encoding: 'its answer is packed',
  name: 'its name is not found',
  port: 'its port is another than 80 and 443',
  redirects: 'it sends on and on',
  scheme: 'it is no https address',
  size: 'its answer is too long',
  time: 'it took too long',
  url: 'it is no address',
  userinfo: 'its address holds a name',
}

const LOOPBACK = ['127.0.0.1', '::1']

/** What another machine answers. Plain http, and any port, only to this very machine, where whoever typed the address named it. */
export async function ask(url: string, wants: FetchWants): Promise<{ readonly status: number; readonly body: Buffer }> {
  const { hostname, port } = URL.canParse(url) ? new URL(url) : { hostname: '', port: '' }
  const host = hostname.replace(/^\[|\]$/g, '')
  const here = host === 'localhost' || LOOPBACK.includes(host)
  const names = openNames()
  const named = { ...names, addresses: async (name: string) => (name === 'localhost' ? LOOPBACK.slice(0, 1) : names.addresses(name)) }
  const fetch = here ? openSafeFetch(named, { addresses: LOOPBACK, ports: [Number(port)] }) : openSafeFetch(names)
  try {
    return await fetch(url, { ...wants, http: here })
  } catch (error) {
    if (error instanceof FetchFault) throw new HubFault(`${harmless(url)} cannot be asked: ${WHY[error.code]}.`)
    throw error
  }
}
