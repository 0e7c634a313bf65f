import { randomBytes, randomUUID } from 'node:crypto'
import { openNames, type Names } from './dns.ts'
import type { Keys } from './keys.ts'
import { openSafeFetch, type SafeFetch } from './safe-fetch.ts'
import type { Signer } from './signing-keys.ts'

/** Other machines: what they are called, and what they answer. */
export type Network = { readonly names: Names; readonly fetch: SafeFetch }

/** Time, randomness and secrets come in as an argument, so that a test can hold them still. */
export type Outside = {
  now(): Date
  /** Random version 4: no time and no sequence in it, both would tell who came with whom. */
  uuid(): string
  /** 160 random bits in base64url: what a person holds to come back. */
  token(): string
  /** A whole number below `limit`, uniform. */
  below(limit: number): number
  readonly keys: Keys
  readonly signer: Signer
  readonly network: Network
  /** Where the ballot box is, if it is not at the hub's own address: an origin. */
  readonly ballots?: string
}

export function realOutside(keys: Keys, signer: Signer): Outside {
  const names = openNames()
  return {
    now: () => new Date(),
    uuid: randomUUID,
    token: () => randomBytes(20).toString('base64url'),
    below: (limit) => Number(randomBytes(8).readBigUInt64BE() % BigInt(limit)),
    keys,
    signer,
    network: { names, fetch: openSafeFetch(names) },
  }
}
