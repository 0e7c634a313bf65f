/** Heavy work goes one after the other, in the order in which it was asked for. */
export type Turns = {
  take<Result>(work: () => Promise<Result>): Promise<Result>
  /** How much was asked for and is not done. */
  waiting(): number
}

export function openTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve()
  let waiting = 0
  return {
    async take(work) {
      waiting += 1
      const turn = last.then(work)
      last = turn.catch(() => null)
      try {
        return await turn
      } finally {
        waiting -= 1
      }
    },
    waiting: () => waiting,
  }
}
