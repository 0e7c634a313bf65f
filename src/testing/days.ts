import type { BareHub } from './hub.ts'

/** A day so many days from now, by the clock of the hub, as a form wants it. */
export const dayIn = ({ runner }: Pick<BareHub, 'runner'>, days: number): string =>
  new Date(runner.outside.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)
