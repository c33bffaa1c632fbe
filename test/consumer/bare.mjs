import "lucius-rating";
