import type { settingsWords as english } from '../en/settings.ts';
import type { Translation } from '../translation.ts';

export const settingsWords = {
  settings: {
    title: 'Configuración',
    subtitle: 'Cómo se escribe a los clientes y cuánto tiempo se guarda cada cosa',
    saved: 'Configuración guardada',
    messages: 'Mensajes a clientes',
    messagesText:
      'Se aplica a los correos que envía Vouchsafe. Quién informa a los clientes, Shopify o Vouchsafe, se elige en Programa.',
    noMailServer:
      'No hay servidor de correo configurado, así que Vouchsafe no envía correos. Quien administra Vouchsafe puede conectar uno.',
    language: 'Idioma de los correos sobre recompensas',
    languageHelp: 'Los bloques de la tienda y los correos para unirse están en el idioma en que el cliente lee la tienda.',
    storeLanguage: 'El idioma de la tienda',
    senderName: 'Nombre del remitente',
    senderNameHelp: 'Se muestra junto a la dirección del remitente. Vacío: el nombre de la tienda.',
    replyTo: 'Las respuestas van a',
    replyToHelp: 'Vacío: la dirección de contacto de la tienda en Shopify.',
    promised: 'Avisar a los promotores de que una recompensa va en camino',
    promisedHelp: 'Cuando se atribuye el pedido de un amigo y la recompensa tiene que esperar. Una vez al día como máximo.',
    expiring: 'Recordar antes de que caduque un código',
    expiringHelp: 'Una vez por cada código sin usar. Quien no quiera más deja de recibir ambos con un clic en el correo.',
    expiringNever: 'Nunca',
    expiringBefore_one: '{{count}} día antes',
    expiringBefore_other: '{{count}} días antes',
    keep: 'Cuánto tiempo se guardan los datos',
    keepText:
      'Lo más antiguo se elimina una vez al día, a las 3:30 UTC. Un plazo más corto elimina en la próxima pasada lo que lo supere, y no se puede recuperar.',
    days: 'días',
    kept: {
      visitsBeyondWindow: 'Visitas, redes y navegadores, más allá del plazo de atribución',
      deliveries: 'Mensajes de Shopify ya procesados',
      deadDeliveries: 'Mensajes de Shopify fallidos',
    },
    keptHelp: {
      visitsBeyondWindow:
        'De {{least}} a {{most}}. Un pedido que se paga tarde puede necesitar todavía la visita que lo explica.',
      deliveries:
        'De {{least}} a {{most}}. Durante unos días Shopify puede enviar de nuevo un mensaje; se reconoce por el primero.',
      deadDeliveries: 'De {{least}} a {{most}}. Hasta entonces se pueden volver a intentar en Diagnóstico.',
    },
    problem: {
      language: 'Elige uno de los idiomas.',
      'sender-too-long': 'El nombre del remitente tiene 100 caracteres como máximo.',
      'sender-broken': 'El nombre del remitente ocupa una sola línea, sin caracteres de control.',
      address: 'No es una dirección de correo.',
      days: 'Escribe un número entero de {{least}} a {{most}}.',
    },
    conflict: {
      title: 'Alguien ha guardado la configuración entretanto',
      text: 'Lo que has escrito sigue aquí. Si lo guardas, sustituye a lo suyo.',
      empty: 'nada',
    },
    elsewhere: 'En otras páginas',
    blockListText: 'Compradores cuyos pedidos nunca se atribuyen',
    requestsText: 'Archivos para clientes que piden sus datos',
    programText: 'Reglas, recompensas, quién informa a los clientes',
    data: 'Tus datos',
    dataText: 'Todos ellos como archivos, en cualquier momento. Las fechas están en la zona horaria de tu tienda.',
    file: {
      referrals: 'Recomendaciones, con sus decisiones',
      advocates: 'Promotores',
      rewards: 'Recompensas',
      visits: 'Visitas',
      claims: 'Solicitudes',
      ledger: 'Asientos del libro, por mes',
    },
    uninstall: 'Si desinstalas',
    uninstallText:
      'El acceso a tu tienda termina al momento y no se atribuye nada más. Los códigos emitidos siguen en Shopify. A las 48 horas Shopify pide borrar los datos de tu tienda, y todo lo que hay aquí se elimina. Instala de nuevo antes para continuar donde lo dejaste.',
  },
} satisfies Translation<typeof english>;
