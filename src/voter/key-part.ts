import {
  digitGroups,
  ivBytes,
  kitOf,
  markOf,
  rootOfKit,
  unwrapRoot,
  voterOf,
  wrapRoot,
  type KitReading,
  type KitWords,
} from '#hidden-ballot'
import { openKey, useShelf, type App } from './app.ts'
import { isSettled } from './credential-part.ts'
import { button, field, h, section } from './draw.ts'
import { dropRoot, keepRootWrapped, keepSince, keysHere, onShelf, shelfForNew, shelfOfKey, type KeyHere } from './kept.ts'
import { dayIn } from './say.ts'
import { below, visitStore } from './outside.ts'

/** The words of the reader's language; digits where there is no list for it. */
const lists: Readonly<Record<App['language'], () => Promise<KitWords>>> = {
  en: async () => (await import('./words-en.ts')).words,
  fr: async () => (await import('./words-fr.ts')).words,
  ar: async () => digitGroups,
}

/** A root that is not kept yet, with its kit: for as long as it takes to write it down. */
type Fresh = { readonly root: Uint8Array; readonly kit: readonly string[]; readonly asked: readonly [number, number] }
const fresh = new WeakMap<App, Fresh>()

async function showKit(app: App, root: Uint8Array): Promise<void> {
  const first = below(app.outside, 24)
  const second = (first + 1 + below(app.outside, 23)) % 24
  fresh.set(app, { root, kit: kitOf(root, await lists[app.language]()), asked: [Math.min(first, second), Math.max(first, second)] })
  app.step = 'kit'
  app.draw()
}

export function keyPart(app: App): HTMLElement {
  const { say, step } = app
  const parts = { start, kit: kitShown, ask: kitAsked, enter: kitEntered, keep: keeping, ready }
  return section(say, 'key', step === 'start' ? h('p', {}, say('key.lead')) : null, parts[step](app))
}

function start(app: App): HTMLElement {
  const { say, outside } = app
  const keys = keysHere(outside.device)
  const anew = button(say('key.new'), () => void showKit(app, outside.random(32)), keys.length > 0)
  const enter = button(say('key.enter'), () => to(app, 'enter'), true)
  return h(
    'div',
    {},
    keys.length === 0 ? null : h('p', {}, say('key.which')),
    ...keys.map((key) => keyHere(app, key)),
    h('p', { class: 'actions' }, anew, enter),
  )
}

/** One of the keys on this device, with what tells it from the others: whose page was open last, its day, the mark on its kit. */
function keyHere(app: App, { shelf, kept, since, isLast }: KeyHere): HTMLElement {
  const { say } = app
  const open = async (root: Uint8Array): Promise<void> => {
    useShelf(app, shelf)
    await openKey(app, root)
  }
  const unlock = async (passkey: string, unwrap: (prf: Uint8Array) => Promise<Uint8Array | null>): Promise<void> => {
    const prf = await app.passkeys.ask(passkey)
    const root = prf === null ? null : await unwrap(prf)
    if (root === null) app.tell('key.locked')
    else await open(root)
    app.draw()
  }
  const opening =
    kept.kind === 'open'
      ? button(say('key.use'), () => void open(kept.root).then(app.draw), !isLast)
      : button(say('key.unlock'), () => void unlock(kept.passkey, async (prf) => unwrapRoot(kept.wrapped, prf)), !isLast)
  return h(
    'div',
    { 'data-key': isLast ? 'last' : 'other' },
    h('p', {}, h('strong', {}, say(isLast ? 'key.last' : 'key.other'))),
    since === null ? null : h('p', {}, say('key.since', { day: dayIn(app.language, since) })),
    kept.kind === 'open' ? h('p', {}, say('key.mark', { mark: markOf(kept.root) })) : null,
    h('p', { class: 'actions' }, opening),
  )
}

function kitShown(app: App): HTMLElement {
  const { say } = app
  const { root, kit } = freshOf(app)
  const list = h('ol', { class: 'kit', dir: 'auto' }, ...kit.map((word) => h('li', {}, word)))
  const actions = h(
    'p',
    { class: 'actions' },
    button(say('key.print'), () => print(), true),
    button(say('key.written'), () => to(app, 'ask')),
  )
  return h('div', {}, h('p', {}, say('key.once')), list, h('p', {}, say('key.mark', { mark: markOf(root) })), actions)
}

function kitAsked(app: App): HTMLElement {
  const { say } = app
  const { kit, asked } = freshOf(app)
  const inputs = asked.map(() => h('input', { autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' }))
  const check = (): void => {
    const right = asked.every((at, index) => plain(inputs[index]?.value ?? '') === plain(kit[at] ?? ''))
    if (right) to(app, 'keep')
    else app.tell('key.other-word')
  }
  const fields = inputs.map((input, index) => field(say('key.word', { at: (asked[index] ?? 0) + 1 }), input))
  return h('div', {}, ...fields, h('p', { class: 'actions' }, button(say('open'), check)))
}

const plain = (word: string): string => word.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase()

function kitEntered(app: App): HTMLElement {
  const { say } = app
  const text = h('textarea', { rows: '5', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', dir: 'auto' })
  const take = async (): Promise<void> => {
    const reading = await readKit(app, text.value)
    if (!reading.ok) return tellKit(app, reading)
    fresh.set(app, { root: reading.root, kit: [], asked: [0, 1] })
    to(app, 'keep')
    app.tell('key.mark-check', { mark: markOf(reading.root) })
  }
  const actions = h(
    'p',
    { class: 'actions' },
    button(say('open'), () => void take()),
    button('←', () => to(app, 'start'), true),
  )
  return h('div', {}, field(say('key.kit'), text), actions)
}

/** A kit may have been written down in another language than the page's. */
async function readKit(app: App, text: string): Promise<KitReading> {
  const own = /\p{L}/u.test(text) ? await lists[app.language === 'ar' ? 'en' : app.language]() : digitGroups
  const others = [await lists.en(), await lists.fr()]
  const first = rootOfKit(text, own)
  return first.ok || own === digitGroups ? first : (others.map((list) => rootOfKit(text, list)).find(({ ok }) => ok) ?? first)
}

function tellKit(app: App, reading: Exclude<KitReading, { ok: true }>): void {
  if (reading.fault === 'kit.missing') return app.tell('kit.missing', { missing: reading.missing })
  if (reading.fault === 'kit.too-many') return app.tell('kit.too-many', { extra: reading.extra })
  if (reading.fault === 'kit.not-together') return app.tell('kit.not-together')
  const { at, word, near } = reading
  if (near === null) return app.tell('kit.unknown-word', { at, word })
  app.tell('kit.near', { at, word, near })
}

function keeping(app: App): HTMLElement {
  const { say, outside, passkeys } = app
  const { root } = freshOf(app)
  const lock = async (): Promise<void> => {
    const made = await passkeys.make()
    if (made === null) return app.tell('key.no-passkey')
    useShelf(app, (await lies()) ?? shelfForNew(outside))
    keepRootWrapped(app.store, made.id, await wrapRoot(root, made.prf, outside.random(ivBytes)))
    keepSince(app.store, outside.now())
    await done()
  }
  const visit = async (): Promise<void> => {
    const shelf = await lies()
    if (shelf !== null) dropRoot(onShelf(outside.device, shelf))
    Object.assign(app, { store: visitStore(), shelf: null })
    await done()
  }
  const lies = async () => {
    const voter = app.electorate === null ? '' : (await voterOf(root, app.electorate)).key
    return app.shelf ?? shelfOfKey(outside.device, root, { dialogue: app.electorate?.dialogue ?? '', voter })
  }
  const done = async (): Promise<void> => {
    fresh.delete(app)
    await openKey(app, root)
    app.draw()
  }
  const locking = passkeys.offered() ? button(say('key.passkey'), () => void lock()) : null
  return h(
    'div',
    {},
    h('p', {}, say('key.keep')),
    h(
      'p',
      { class: 'actions' },
      locking,
      button(say('key.visit'), () => void visit(), locking !== null),
    ),
  )
}

function ready(app: App): HTMLElement {
  const { root, say } = app
  const show = root === null ? null : button(say('key.show'), () => void showKit(app, root), true)
  return h('p', { class: 'actions' }, isSettled(app) ? null : h('span', {}, say('key.ready')), show)
}

function freshOf(app: App): Fresh {
  const held = fresh.get(app)
  if (held === undefined) throw new Error('a step of the kit without a kit')
  return held
}

function to(app: App, step: App['step']): void {
  app.step = step
  app.draw()
}
