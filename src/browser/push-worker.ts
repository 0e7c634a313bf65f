/**
 * Service worker for pushes, and for nothing else: it shows the one line that came, and opens the page of news. It keeps nothing and fetches
 * nothing; pages of the hub load as if it were not there.
 */
type Waiting = Event & { waitUntil(done: Promise<unknown>): void }
type Pushed = Waiting & { readonly data: { json(): unknown } | null }
type Clicked = Waiting & { readonly notification: Notification }
type Scope = {
  readonly registration: ServiceWorkerRegistration
  readonly clients: { openWindow(url: string): Promise<unknown> }
}

const scope = globalThis as unknown as Scope

addEventListener('push', (event) => {
  const pushed = event as Pushed
  const { line, lang, dir } = wordsOf(pushed.data?.json())
  // One name: what comes later takes the place of what lies there.
  pushed.waitUntil(scope.registration.showNotification(line, { tag: 'news', lang, dir }))
})

addEventListener('notificationclick', (event) => {
  const clicked = event as Clicked
  clicked.notification.close()
  clicked.waitUntil(scope.clients.openWindow(`/${clicked.notification.lang}/notices`))
})

type Words = { readonly line: string; readonly lang: string; readonly dir: NotificationDirection }

function wordsOf(said: unknown): Words {
  const held = typeof said === 'object' && said !== null ? said : {}
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  const lang = 'lang' in held ? text(held.lang) : ''
  return {
    line: 'line' in held ? text(held.line) : '',
    lang: /^[a-z]{2,3}$/.test(lang) ? lang : 'en',
    dir: 'dir' in held && held.dir === 'rtl' ? 'rtl' : 'ltr',
  }
}

export {}
