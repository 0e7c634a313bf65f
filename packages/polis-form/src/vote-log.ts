import { IdIndex } from './id-index.ts'
import { PackedInstants } from './packed-instants.ts'
import type { VoteSink } from './vote-events.ts'

/** Statements are given by places of 16 bits. */
export const MOST_STATEMENTS = 2 ** 16
/** Participants take 30 bits, and there are no more of them than votes. */
const MOST_VOTES = 2 ** 30

const BLOCK = 2 ** 16
const LOW_BITS = 14
const LOW_MASK = 2 ** LOW_BITS - 1

/** 65,536 votes of six bytes each: 16 bits of statement, 14 of participant, 2 of value; then 16 more of participant. */
export type VoteBlock = { readonly low: Uint32Array; readonly high: Uint16Array }

/** A participant's place in the order of first appearance. */
export const personIn = (low: number, high: number): number => (high << LOW_BITS) | ((low >>> 2) & LOW_MASK)
export const columnIn = (low: number): number => low >>> 16
export const valueIn = (low: number): number => (low & 3) - 1

/** Vote events in the order of the file: six bytes each, and a time in as few more as it needs. `statement` is a place, not an id. */
export class VoteLog implements VoteSink {
  length = 0
  readonly most: number
  readonly people = new IdIndex()
  instants = new PackedInstants()
  /** How many votes each participant cast, by places. */
  #counts = new Int32Array(1024)
  readonly #blocks: VoteBlock[] = []
  #block: VoteBlock | null = null

  constructor(most = MOST_VOTES) {
    this.most = most
  }

  add(at: number, statement: number, participant: number, value: number): void {
    const within = this.length % BLOCK
    const block = within > 0 && this.#block !== null ? this.#block : this.#turn()
    const person = this.people.placeOf(participant)
    block.low[within] = (statement << 16) | ((person & LOW_MASK) << 2) | (value + 1)
    block.high[within] = person >>> LOW_BITS
    if (person === this.#counts.length) this.#widenCounts()
    this.#counts[person] = (this.#counts[person] as number) + 1
    this.instants.add(at)
    this.length += 1
  }

  countOf(person: number): number {
    return this.#counts[person] as number
  }

  /** Where the times are not needed, their memory is. */
  forgetInstants(): void {
    this.instants = new PackedInstants()
  }

  /** The events block by block, each with how many it holds. With `giveUp` each is let go as soon as the next is asked for. */
  *blocks({ giveUp }: { readonly giveUp: boolean }): Generator<VoteBlock & { readonly count: number }> {
    for (let at = 0; at < this.#blocks.length; at += 1) {
      const block = this.#blocks[at] as VoteBlock
      yield { ...block, count: Math.min(BLOCK, this.length - at * BLOCK) }
      if (giveUp) this.#blocks[at] = NO_BLOCK
    }
  }

  #widenCounts(): void {
    const wider = new Int32Array(2 * this.#counts.length)
    wider.set(this.#counts)
    this.#counts = wider
  }

  #turn(): VoteBlock {
    const block = { low: new Uint32Array(BLOCK), high: new Uint16Array(BLOCK) }
    this.#blocks.push(block)
    this.#block = block
    return block
  }
}

const NO_BLOCK: VoteBlock = { low: new Uint32Array(0), high: new Uint16Array(0) }
