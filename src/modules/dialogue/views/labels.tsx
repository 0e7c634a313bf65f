import { createContext, useContext, type Child } from 'hono/jsx'

/** What other rooms put beside statements, by their numbers. It reaches each list by itself, so that no list can forget to hand it on. */
const Labels = createContext<ReadonlyMap<string, readonly Child[]>>(new Map())

export function Labelled({ labels, children }: { labels: ReadonlyMap<string, readonly Child[]>; children?: Child }) {
  return <Labels.Provider value={labels}>{children}</Labels.Provider>
}

export function LabelsOf({ number }: { number: number }) {
  return <>{[...(useContext(Labels).get(String(number)) ?? [])]}</>
}
