/** A clock that goes right is never this far from what passed since it was last looked at. A machine that slept for so long looks the same. */
const LEAP_MS = 86_400_000

export type ClockWatch = {
  /** True from a leap forward on, until the clock is back. */
  hasLeapt(): boolean
}

/**
 * Whether the machine's clock went forward by more than a day at once, as one does that is set wrongly. What is done by the hour then (closing, ending,
 * erasing) could not be taken back, so it waits: until the clock is right again, or somebody who has looked at it starts the hub anew.
 */
export function watchClock(
  tell: (line: string) => void,
  now: () => number = () => Date.now(),
  steady: () => number = () => performance.now(),
): ClockWatch {
  let ahead = 0
  let [lastNow, lastSteady] = [now(), steady()]
  return {
    hasLeapt() {
      const [here, passed] = [now(), steady()]
      const leap = here - lastNow - (passed - lastSteady)
      lastNow = here
      lastSteady = passed
      if (ahead > 0 && leap < 0 && ahead + leap < LEAP_MS) {
        ahead = 0
        tell('The clock is back; what is done by the hour goes on.')
      } else if (leap > LEAP_MS) {
        ahead += leap
        tell(LEAPT)
      }
      return ahead > 0
    },
  }
}

const LEAPT =
  'The clock went forward by more than a day at once. What is done by the hour (closing, ending, erasing) waits. If the clock is wrong, set it right; if it is right, start the hub again.'
