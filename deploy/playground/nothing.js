// Stands in for swiper, which only the Carousel needs; no card of ours has one.
export default class {}
export const [A11y, Autoplay, History, Keyboard, Navigation, Pagination, Scrollbar] = [];
