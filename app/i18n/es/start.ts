import type { startWords as english } from '../en/start.ts';
import type { Translation } from '../translation.ts';

export const startWords = {
  start: {
    title: 'Elige un programa para empezar',
    again: 'Empezar con otro programa',
    show: 'Mostrar programas',
    hide: 'Ocultar programas',
    text: 'Rellena el formulario con una oferta y una recompensa adecuadas al importe habitual de tus pedidos. Todo se puede cambiar y nada cuenta antes de que guardes.',
    benefits: 'Los amigos reciben {{offer}}; los promotores, {{reward}}.',
    percentage: 'Un descuento para ambos',
    percentageHelp: 'Fácil de explicar; los promotores vuelven a comprar.',
    'store-credit': 'Crédito en la tienda para los promotores',
    'store-creditHelp': 'El crédito se queda en tu tienda, se gasta como dinero y nunca caduca.',
    'gift-card': 'Un importe para los amigos, una tarjeta de regalo para los promotores',
    'gift-cardHelp': 'Parece un regalo; los amigos tienen que gastar lo suficiente para que compense.',
    tiers: 'Más para tus mejores promotores',
    tiersHelp: 'Lo que ganan los promotores crece con los amigos que traen, y se mantiene.',
  },
} satisfies Translation<typeof english>;
