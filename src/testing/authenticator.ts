import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'

type Options = {
  readonly challenge: string
  readonly rp?: { readonly id: string }
  readonly rpId?: string
  readonly user?: { readonly id: string }
}
/** What goes wrong with an answer on purpose. */
type Fault = {
  readonly origin?: string
  readonly rpId?: string
  readonly counter?: number
  readonly verified?: boolean
  readonly challenge?: string
}

const PRESENT = 0x01
const VERIFIED = 0x04
const HAS_KEY = 0x40

/**
 * A device with one key, in software: it answers as the standard says and, where a test wants it, wrongly. What browsers and their
 * authenticators do by themselves is tried in `passkeys.test.ts` with a real one.
 */
export class Authenticator {
  readonly id = randomBytes(32)
  readonly #key: KeyObject
  readonly #point: Buffer
  readonly #origin: string
  #user = ''
  counter = 0

  constructor(origin: string) {
    this.#origin = origin
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#key = pair.privateKey
    const { x = '', y = '' } = pair.publicKey.export({ format: 'jwk' })
    // COSE: key type EC2, ES256, curve P-256, then both halves of the point.
    this.#point = Buffer.concat([
      Buffer.from('a5010203262001215820', 'hex'),
      Buffer.from(x, 'base64url'),
      Buffer.from('225820', 'hex'),
      Buffer.from(y, 'base64url'),
    ])
  }

  create(options: Options, fault: Fault = {}) {
    this.#user = options.user?.id ?? ''
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, this.#point])
    const data = this.#data({ rpId: options.rp?.id ?? '', flags: HAS_KEY, ...fault })
    // CBOR of { fmt: 'none', attStmt: {}, authData: bytes }.
    const whole = Buffer.concat([data, attested])
    const size = Buffer.alloc(2)
    size.writeUInt16BE(whole.length)
    const attestation = Buffer.concat([Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'), size, whole])
    return {
      ...this.#named(),
      response: {
        clientDataJSON: this.#client('webauthn.create', options.challenge, fault).toString('base64url'),
        attestationObject: attestation.toString('base64url'),
      },
    }
  }

  get(options: Options, fault: Fault = {}) {
    this.counter += 1
    const data = this.#data({ rpId: options.rpId ?? '', flags: 0, counter: this.counter, ...fault })
    const client = this.#client('webauthn.get', options.challenge, fault)
    const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
    return {
      ...this.#named(),
      response: {
        clientDataJSON: client.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: sign('sha256', signed, this.#key).toString('base64url'),
        userHandle: this.#user,
      },
    }
  }

  #named() {
    const id = this.id.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {} }
  }

  #client(type: string, challenge: string, fault: Fault): Buffer {
    return Buffer.from(
      JSON.stringify({ type, challenge: fault.challenge ?? challenge, origin: fault.origin ?? this.#origin, crossOrigin: false }),
    )
  }

  #data({ rpId, flags, counter = 0, verified = true }: { rpId: string; flags: number; counter?: number; verified?: boolean }): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const bits = PRESENT | flags | (verified ? VERIFIED : 0)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), Buffer.from([bits]), count])
  }
}
